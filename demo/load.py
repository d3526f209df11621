"""Loads a generated county through the public API, as county-admin, file by file."""

import asyncio
import csv
import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console

from demo.client import Client, LoadFailed, read_bytes
from demo.generate import PEOPLE_FOLDER
from demo.progress import Display, Loaded, closing_table

FILES_AT_ONCE = 2
POLL_SECONDS = 0.15
# An import that neither reads a row nor changes its state for so long is taken for dead.
PATIENCE_SECONDS = 300.0
_OPEN_STATES = ("queued", "running")


class FileToLoad(NamedTuple):
    """A people file, with its rows and bad rows where the truth tells them."""

    path: Path
    rows: int | None
    bad: int | None


def load(url: str, credentials: Path, folder: Path, again: bool, console: Console) -> bool:
    """Load divisions and people files from `folder`; True when every file gave what the truth says.

    Raises LoadFailed where loading cannot go on, and refuses a register that has a county already unless `again`.
    """
    username, password = _county_admin(credentials)
    files = files_in(folder)
    client = Client(url, username, password)
    started = time.monotonic()
    done = asyncio.run(_load(client, files, _divisions(folder), again, console))
    _report(done, time.monotonic() - started, console)
    if failed := [loaded.name for loaded in done if loaded.state != "finished"]:
        raise LoadFailed(f"未能载入 could not be loaded: {', '.join(failed)}")
    return all(loaded.as_expected for loaded in done)


def files_in(folder: Path) -> list[FileToLoad]:
    """The people files of a generated county, by `truth.json` where it is there, else whatever files there are."""
    truth = folder / "truth.json"
    if truth.exists():
        told = json.loads(truth.read_text(encoding="utf-8"))["files"]
        return [FileToLoad(folder / file["name"], file["rows"], len(file["bad"])) for file in told]
    found = sorted(path for path in (folder / PEOPLE_FOLDER).glob("*") if path.suffix in (".xlsx", ".csv"))
    if not found:
        raise LoadFailed(f"{folder} 里没有人口文件 has no people files; first: python -m demo generate --out {folder}")
    return [FileToLoad(path, None, None) for path in found]


async def _load(
    client: Client, files: list[FileToLoad], divisions: list[dict[str, Any]], again: bool, console: Console
) -> list[Loaded]:
    async with client:
        await client.sign_in()
        if not again and await client.has_villages():
            raise LoadFailed("人口库已有数据 the register already has a county (--again to load all the same)")
        await client.put_divisions(divisions)
        rows = [file.rows for file in files]
        total = None if None in rows else sum(count or 0 for count in rows)
        turn = asyncio.Semaphore(FILES_AT_ONCE)
        with Display(console, total) as display:
            return list(await asyncio.gather(*(_load_file(client, file, turn, display) for file in files)))


async def _load_file(client: Client, file: FileToLoad, turn: asyncio.Semaphore, display: Display) -> Loaded:
    async with turn:
        started = time.monotonic()
        name = file.path.name
        import_id = await client.import_file(name, read_bytes(file.path))
        answer = await _wait(client, import_id, name, display)
        counts = answer.get("counts") or {}
        loaded = Loaded(name, answer["state"], counts, file.bad, time.monotonic() - started)
        display.file_done(loaded)
        return loaded


async def _wait(client: Client, import_id: str, name: str, display: Display) -> dict[str, Any]:
    """Ask until the import is through; returns the last answer."""
    last: dict[str, Any] = {}
    changed = time.monotonic()
    while True:
        answer = await client.import_state(import_id)
        display.rows_read(name, (answer.get("counts") or {}).get("read", 0))
        if answer["state"] not in _OPEN_STATES:
            return answer
        if answer != last:
            last, changed = answer, time.monotonic()
        if time.monotonic() - changed > PATIENCE_SECONDS:
            raise LoadFailed(f"{name}: {PATIENCE_SECONDS:.0f} 秒没有进展 no progress, state {answer['state']}")
        await asyncio.sleep(POLL_SECONDS)


def _report(done: list[Loaded], seconds: float, console: Console) -> None:
    if console.is_terminal:
        console.print(closing_table(done))
    rows = sum(loaded.counts.get("read", 0) for loaded in done)
    agree = all(loaded.as_expected for loaded in done)
    verdict = "与真值一致 as the truth says" if agree else "与真值不一致 NOT as the truth says"
    print(f"{rows:,} 行 rows, {seconds:.1f} s, {verdict}", file=console.file, flush=True)


def _divisions(folder: Path) -> list[dict[str, Any]]:
    path = folder / "divisions.csv"
    if not path.exists():
        raise LoadFailed(f"{path} 不存在 does not exist; first: python -m demo generate --out {folder}")
    with path.open(encoding="utf-8", newline="") as lines:
        return [{**line, "parent": line["parent"] or None} for line in csv.DictReader(lines)]


def _county_admin(credentials: Path) -> tuple[str, str]:
    try:
        staff = json.loads(credentials.read_text(encoding="utf-8"))["staff"]
        account = next(account for account in staff if account["role"] == "county-admin")
        return account["username"], account["password"]
    except FileNotFoundError:
        raise LoadFailed(f"{credentials} 不存在 does not exist; is Huijia up?") from None
    except (ValueError, KeyError, TypeError, StopIteration):
        raise LoadFailed(f"{credentials} 里没有 county-admin 账号 names no county-admin account") from None
