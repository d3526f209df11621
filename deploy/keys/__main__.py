"""``python -m deploy.keys COMMAND``: change keys of the county in HUIJIA_HOME (or HUIJIA_KEYS, their folder).

seal-anew [SERVICE …]      a new sealing key for each (all), everything sealed anew with it while the county runs, and
                           the proof that nothing is left under another; --rate N values a second, --drop-former
check [SERVICE …]          how much is sealed with a former key
sign-anew NAME [--stolen]  a new signing key: gateway, certificates or settlements; then restart who signs

New keys are of the suite that HUIJIA_CRYPTO names: international (default) or sm. On a server of your own run
the two steps of seal-anew by themselves: ``new-sealing-key SERVICE``, then ``python -m chassis.reseal SERVICE``.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from chassis.keys import SIGNING
from chassis.roles import SERVICES
from chassis.signing import UnknownSuite, suite_told
from chassis.sm2 import NoGmSSL
from deploy.keys.rotate import drop_former_sealing_keys, new_sealing_key, rotate_signing_key
from deploy.local.failures import CannotGoOn
from deploy.local.home import ROOT, Home
from deploy.local.language import say, text
from deploy.local.passwords import saved_passwords
from deploy.local.ports import remembered
from deploy.local.programs import inherited_environment, migration_environment

_RATE = 2000


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m deploy.keys", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    anew = commands.add_parser("seal-anew")
    anew.add_argument("--rate", type=float, default=_RATE)
    anew.add_argument("--drop-former", action="store_true")
    for sub in (anew, commands.add_parser("check"), commands.add_parser("new-sealing-key")):
        sub.add_argument("service", nargs="*", choices=[[], *SERVICES])
    signing = commands.add_parser("sign-anew")
    signing.add_argument("name", choices=sorted(SIGNING))
    signing.add_argument("--stolen", action="store_true")
    return parser


def _run(options: argparse.Namespace, home: Home, folder: Path) -> int:
    if options.command == "sign-anew":
        key_id = rotate_signing_key(folder, options.name, suite_told(), stolen=options.stolen)
        say(
            f"新签名密钥 {key_id}：请重启签名的进程。", f"New signing key {key_id}: now restart the process that signs."
        )
        return 0
    services = options.service or SERVICES
    if options.command != "check":
        for service in services:
            number = new_sealing_key(folder, service, suite_told())
            say(f"{service}：新封存密钥 {number}", f"{service}: new sealing key {number}")
    if options.command == "new-sealing-key":
        return 0
    arguments = ["--check"] if options.command == "check" else ["--rate", str(options.rate)]
    faults = sum([_reseal(service, home, folder, arguments) for service in services])
    if options.command == "seal-anew" and options.drop_former and not faults:
        for service in services:
            gone = "、".join(drop_former_sealing_keys(folder, service))
            say(f"{service}：已删除旧密钥 {gone}", f"{service}: former keys dropped: {gone}")
    return 1 if faults else 0


def _reseal(service: str, home: Home, folder: Path, arguments: list[str]) -> int:
    ports, known = remembered(home) | {"gateway": home.port}, saved_passwords(home)
    if not known:
        raise CannotGoOn(f"{home.folder} 中没有惠家。", f"there is no installation in {home.folder}.")
    told = inherited_environment() | migration_environment(service, home, ports, known) | {"HUIJIA_KEYS": str(folder)}
    argv = [sys.executable, "-m", "chassis.reseal", service, *arguments]
    return subprocess.run(argv, cwd=ROOT, env=told, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run one command; what is wrong is said in one line."""
    options = _parser().parse_args(arguments)
    try:
        home = Home.from_environment()
        return _run(options, home, Path(os.environ.get("HUIJIA_KEYS") or home.keys))
    except (CannotGoOn, UnknownSuite, NoGmSSL, OSError, ValueError) as error:
        print(text("错误：", "Error: ") + str(error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
