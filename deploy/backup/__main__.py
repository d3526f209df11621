"""``python -m deploy.backup COMMAND``: backups of this machine's county (HUIJIA_HOME).

With HUIJIA_BACKUP_FILES, the folder of secrets that ``deploy.setup`` made: the county in containers or under systemd.

key IDENTITY              make the private key (once; take the file away from the server) and remember its public half
make                      one encrypted backup of the running county, into HUIJIA_BACKUPS (beside HUIJIA_HOME)
restore BACKUP IDENTITY   into HUIJIA_HOME, which must be empty; compares every table; then: make up
restore-files BACKUP IDENTITY      only with HUIJIA_BACKUP_FILES, which must be empty; then start PostgreSQL, and
restore-database BACKUP IDENTITY   into that server, which must have no such database; compares every table
check BACKUP              whether the backup's files are whole, without its key

archiving on|off          archive every piece of the database's log from the next start on, encrypted
base [--keep N]           a base copy for the archive; --keep: forget older ones, and the log that only they need
restore-to ARCHIVE IDENTITY [TIME]   into HUIJIA_HOME, as of TIME (ISO 8601; China time unless it says), or the last
"""

import argparse
import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path

import asyncpg

from chassis.clock import SHANGHAI
from deploy.backup.continuous import forget_before, take_base, turn_off, turn_on
from deploy.backup.make import Manifest, make
from deploy.backup.place import RECIPIENT, place_of, root_of
from deploy.backup.restore import read_manifest, restore
from deploy.backup.restore_prepared import restore_database, restore_files
from deploy.backup.restore_to import restore_to
from deploy.backup.sealed import CannotOpen, new_identity
from deploy.local.failures import CannotGoOn
from deploy.local.home import Home, write_private
from deploy.local.language import say, text

_PREPARED = {"restore-files": restore_files, "restore-database": restore_database}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m deploy.backup", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    commands.add_parser("key").add_argument("identity", type=Path)
    commands.add_parser("make")
    for name in ("restore", *_PREPARED):
        restoring = commands.add_parser(name)
        restoring.add_argument("backup", type=Path)
        restoring.add_argument("identity", type=Path)
    commands.add_parser("check").add_argument("backup", type=Path)
    commands.add_parser("archiving").add_argument("state", choices=("on", "off"))
    commands.add_parser("base").add_argument("--keep", type=int, default=0)
    rolling = commands.add_parser("restore-to")
    rolling.add_argument("archive", type=Path)
    rolling.add_argument("identity", type=Path)
    rolling.add_argument("time", nargs="?", type=_moment)
    return parser


def _moment(told: str) -> datetime:
    given = datetime.fromisoformat(told)
    return given if given.tzinfo else given.replace(tzinfo=SHANGHAI)


def _run(options: argparse.Namespace, home: Home) -> None:
    if options.command == "key":
        recipient = new_identity(options.identity)
        write_private(root_of(home) / RECIPIENT, recipient + "\n")
        say(
            f"私钥在 {options.identity}：请带离服务器妥善保存，没有它备份无法打开。",
            f"The private key is {options.identity}: take it off this server. Without it no backup can be opened.",
        )
    elif options.command == "make":
        folder = asyncio.run(make(place_of(home)))
        say(f"备份完成：{folder}（{_of(read_manifest(folder))}）", f"Backup: {folder} ({_of(read_manifest(folder))})")
    elif options.command == "restore":
        manifest = restore(options.backup, options.identity, home)
        say(f"已恢复，逐表一致（{_of(manifest)}）。", f"Restored, every table equal ({_of(manifest)}). Now: make up")
    elif options.command in _PREPARED:
        restored = _PREPARED[options.command](options.backup, options.identity, _prepared())
        say(f"{options.command}：完成（{_of(restored)}）。", f"{options.command}: done ({_of(restored)}).")
    elif options.command == "archiving":
        _archiving(options.state, home)
    elif options.command == "base":
        _base(options.keep, home)
    elif options.command == "restore-to":
        base = restore_to(options.archive, options.identity, options.time, home)
        say(f"已从 {base.name} 恢复。现在：make up", f"Restored from {base.name} and the log. Now: make up")
    else:
        say(f"备份完整（{_of(read_manifest(options.backup))}）。", f"Whole ({_of(read_manifest(options.backup))}).")


def _prepared() -> Path:
    told = os.environ.get("HUIJIA_BACKUP_FILES")
    if not told:
        raise CannotGoOn("请设置 HUIJIA_BACKUP_FILES。", "HUIJIA_BACKUP_FILES must name the folder of secrets.")
    return Path(told)


def _archiving(state: str, home: Home) -> None:
    if state == "off":
        turn_off(home)
        say("下次启动后不再归档。", "Nothing is archived after the next start.")
        return
    folder = turn_on(home, place_of(home))
    say(
        f"下次启动后归档到 {folder}：请 make down、make up，再 make backup-base。",
        f"Archived into {folder} after the next start: 'make down', 'make up', then 'make backup-base'.",
    )


def _base(keep: int, home: Home) -> None:
    folder = asyncio.run(take_base(home, place_of(home)))
    say(f"基础备份：{folder}", f"Base copy: {folder}")
    for name in forget_before(folder.parent, keep) if keep > 0 else []:
        say(f"已删除 {name}", f"Removed {name}")


def _of(manifest: Manifest) -> str:
    rows = sum(int(rows) for rows, _ in manifest.tables.values())
    return text(f"{len(manifest.tables)} 张表，{rows} 行", f"{len(manifest.tables)} tables, {rows} rows")


def main(arguments: list[str]) -> int:
    """Run one command; what is wrong is said in one line."""
    try:
        _run(_parser().parse_args(arguments), Home.from_environment())
    except (CannotGoOn, CannotOpen, OSError, asyncpg.PostgresError) as error:
        print(text("错误：", "Error: ") + str(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
