"""``python -m gateway.disclosure COMMAND``: work on disclosure policies before they are in force.

lint [FOLDER]                                        each fault on a line; exit 0 when the policies may be used
simulate DEPARTMENT PURPOSE [--on DATE] [--row FILE] [--division CODE] [--folder FOLDER]
                                                     the policy in force, and what of a row (JSON) it would show
diff ID@VERSION ID@VERSION [--folder FOLDER]         what changed between two versions
diff FOLDER FOLDER                                   what changed between two folders
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from chassis import clock
from chassis.problems import Problem
from gateway.disclosure.compare import compare, compare_all, in_words
from gateway.disclosure.lint import lint
from gateway.disclosure.policies import Policies, Policy, load_policies
from gateway.disclosure.simulate import policy_for, shown_besides, simulate
from gateway.settings import HERE

_FOLDER = HERE / "policies"


def main(arguments: list[str]) -> int:
    """Run one command; the exit code."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (OSError, ValueError) as error:  # a file that is not there, or not what it should be
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m gateway.disclosure", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    linting = commands.add_parser("lint")
    linting.add_argument("folder", type=Path, nargs="?", default=_FOLDER)
    linting.set_defaults(run=_lint)
    simulating = commands.add_parser("simulate")
    simulating.add_argument("department")
    simulating.add_argument("purpose")
    simulating.add_argument("--resource", default="person")
    simulating.add_argument("--on", type=date.fromisoformat, default=None)
    simulating.add_argument("--row", type=Path)
    simulating.add_argument("--division")
    simulating.add_argument("--folder", type=Path, default=_FOLDER)
    simulating.set_defaults(run=_simulate)
    differing = commands.add_parser("diff")
    differing.add_argument("before")
    differing.add_argument("after")
    differing.add_argument("--folder", type=Path, default=_FOLDER)
    differing.set_defaults(run=_diff)
    return parser


def _lint(options: argparse.Namespace) -> int:
    faults = lint(options.folder)
    print("\n".join(faults) or "ok")
    return 1 if faults else 0


def _simulate(options: argparse.Namespace) -> int:
    policies, on = load_policies(options.folder), options.on or clock.today()
    try:
        policy = policy_for(policies, options.department, options.purpose, options.resource, on)
    except Problem as refusal:
        print(f"refused: {refusal.title_en}", *refusal.facts.get("purposes", ()))
        return 1
    told = {"policy": policy.name, "on": on, **msgspec.to_builtins(policy)}
    told["besides"] = {each.resource: each.fields for each in shown_besides(policies, policy, on)}
    if options.row is not None:
        seen = simulate(policy, msgspec.json.decode(options.row.read_bytes(), type=dict), options.division, on)
        told |= {"failing": seen.failing, "shown": seen.shown}
    print(msgspec.json.format(msgspec.json.encode(told)).decode())
    return 0


def _diff(options: argparse.Namespace) -> int:
    if "@" not in options.before:
        return _diff_folders(load_policies(Path(options.before)), load_policies(Path(options.after)))
    policies = load_policies(options.folder)
    pair = [_named(policies, name) for name in (options.before, options.after)]
    if pair[0] is None or pair[1] is None:
        print("there is no such version; there are: " + ", ".join(policy.name for policy in policies.all))
        return 2
    print("\n".join(map(in_words, compare(pair[0], pair[1]))) or "no difference")
    return 0


def _diff_folders(before: Policies, after: Policies) -> int:
    for name, changes in compare_all(before, after).items():
        print(name + (f": {changes}" if isinstance(changes, str) else ""))
        if not isinstance(changes, str):
            print("\n".join("  " + in_words(change) for change in changes))
    return 0


def _named(policies: Policies, name: str) -> Policy | None:
    return next((policy for policy in policies.all if policy.name == name), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
