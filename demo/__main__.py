"""`python -m demo generate …`, `… load …`, `… benefits …`, `… care …`, `… moves …` and `… meeting …`."""

import argparse
import sys
from datetime import date
from pathlib import Path

from rich.console import Console

from chassis import clock
from demo.benefits import add_benefits
from demo.care import add_care
from demo.client import LoadFailed
from demo.generate import Plan, generate
from demo.load import load
from demo.meeting import add_meeting
from demo.moves import add_moves


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0, or 1 with one line on stderr that says what is wrong."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except (LoadFailed, ValueError, OSError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m demo", description="示范县：一个虚构的县 A county that does not exist."
    )
    commands = parser.add_subparsers(required=True, metavar="generate | load | benefits | care | moves | meeting")
    make = commands.add_parser("generate", help="生成文件 write the county's files and their truth")
    make.add_argument("--people", type=int, default=20_000)
    make.add_argument("--seed", type=int, default=1)
    make.add_argument("--out", type=Path, required=True, help="folder; what an earlier run wrote there is replaced")
    make.add_argument("--bad-share", type=float, default=0.004, help="bad rows for each good row (default 0.004)")
    make.add_argument("--as-of", type=date.fromisoformat, help="reference date YYYY-MM-DD (default today)")
    make.set_defaults(run=_generate)
    bring = commands.add_parser("load", help="经公共接口载入 load them through the public API")
    bring.add_argument("--url", default="http://127.0.0.1:8080")
    bring.add_argument("--credentials", type=Path, default=Path(".run/credentials.json"))
    bring.add_argument("--from", dest="folder", type=Path, required=True, help="folder that generate wrote")
    bring.add_argument("--again", action="store_true", help="also where the register already has a county")
    bring.set_defaults(run=_load)
    owe = commands.add_parser("benefits", help="经公共接口办理示例申领 claim benefits in the demo county")
    owe.add_argument("--url", default="http://127.0.0.1:8080")
    owe.add_argument("--credentials", type=Path, default=Path(".run/credentials.json"))
    owe.set_defaults(run=_benefits)
    visit = commands.add_parser("care", help="经公共接口办理示例随访 a year of care in the demo county")
    visit.add_argument("--url", default="http://127.0.0.1:8080")
    visit.add_argument("--credentials", type=Path, default=Path(".run/credentials.json"))
    visit.set_defaults(run=_care)
    go = commands.add_parser("moves", help="经公共接口办理示例流动 families that moved last month")
    go.add_argument("--url", default="http://127.0.0.1:8080")
    go.add_argument("--credentials", type=Path, default=Path(".run/credentials.json"))
    go.set_defaults(run=_moves)
    meet = commands.add_parser("meeting", help="经公共接口召开示例对账会议 last month's meeting, half way")
    meet.add_argument("--url", default="http://127.0.0.1:8080")
    meet.add_argument("--credentials", type=Path, default=Path(".run/credentials.json"))
    meet.add_argument("--from", dest="folder", type=Path, required=True, help="folder that generate wrote")
    meet.set_defaults(run=_meeting)
    return parser


def _generate(options: argparse.Namespace) -> int:
    plan = Plan(options.people, options.seed, options.as_of or clock.today(), options.bad_share)
    truth = generate(plan, options.out)
    print(
        f"示范县 {truth['good']:,} 人 people · {truth['households']:,} 户 households · "
        f"{len(truth['files'])} 个文件 files · {truth['bad']} 行错误 bad rows → {options.out}"
    )
    return 0


def _load(options: argparse.Namespace) -> int:
    # Bad rows that the import judges otherwise than the truth are for the tests to fail on; here they are shown.
    load(options.url, options.credentials, options.folder, options.again, Console())
    return 0


def _benefits(options: argparse.Namespace) -> int:
    print(add_benefits(options.url, options.credentials, clock.today()))
    return 0


def _care(options: argparse.Namespace) -> int:
    print(add_care(options.url, options.credentials, clock.today()))
    return 0


def _moves(options: argparse.Namespace) -> int:
    print(add_moves(options.url, options.credentials, clock.today()))
    return 0


def _meeting(options: argparse.Namespace) -> int:
    print(add_meeting(options.url, options.credentials, options.folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
