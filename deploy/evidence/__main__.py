"""``huijia COMMAND``: whether what was kept as evidence still is what it was.

  verify                      every audit chain, the access log and its receipts; exit 1 where anything is wrong
  verify --receipt FILE …     receipts alone: with the gateway's public keys, without a database
  redact FILE FIELD …         a receipt that shows these fields and hashes of the others

A receipt's file is JSON: {"receipt": …, "objects": […], "persons": […], "secret": …} with the answer's objects, or what
`redact` printed. Keys and checkpoints are those of HUIJIA_HOME (.run); HUIJIA_KEYS names another folder of keys.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

import msgspec

from chassis.keys import load_public_keys
from deploy.evidence.connections import NoDatabase, databases
from deploy.evidence.verify import verify_house
from deploy.local.failures import CannotGoOn
from deploy.local.home import Home
from gateway.receipts.verify import Bundle, ReceiptBroken, content_of, redacted, verify_bundle


def main(arguments: list[str]) -> int:
    """Run one command; the exit code: 0 all is well, 1 something is wrong, 2 it could not be looked at."""
    parser = argparse.ArgumentParser(
        "huijia", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    verifying = commands.add_parser("verify")
    verifying.add_argument("--receipt", type=Path, nargs="+")
    redacting = commands.add_parser("redact")
    redacting.add_argument("file", type=Path)
    redacting.add_argument("field", nargs="*")
    options = parser.parse_args(arguments)
    try:
        if options.command == "redact":
            return _redact(options.file, options.field)
        if options.receipt:
            return max(_verify_receipt(path, _keys()) for path in options.receipt)
        return asyncio.run(_verify(Home.from_environment()))
    except (NoDatabase, CannotGoOn, OSError, msgspec.MsgspecError) as error:
        print(f"huijia: {error}", file=sys.stderr)
        return 2


def _keys() -> Path:
    return Path(os.environ.get("HUIJIA_KEYS") or Home.from_environment().keys)


async def _verify(home: Home) -> int:
    wrong = 0
    async for finding in verify_house(databases(home), home.folder, _keys()):
        print(f"{'WRONG' if finding.faults else 'ok   '} {finding.what}: {finding.size}")
        print("".join(f"      {fault}\n" for fault in finding.faults), end="")
        wrong += len(finding.faults)
    return 1 if wrong else 0


def _verify_receipt(path: Path, keys: Path) -> int:
    bundle = msgspec.json.decode(path.read_bytes(), type=Bundle)
    try:
        said = verify_bundle(bundle, load_public_keys(keys))
    except ReceiptBroken as broken:
        print(f"WRONG {path}: {broken}")
        return 1
    print(f"ok    {path}: {said['client']}, {said['purpose']}, {said['policy']}, {said['subjects']} persons")
    for each in bundle.disclosures:
        _, name, value = content_of(each)
        print(f"      {name}: {value}")
    return 0


def _redact(path: Path, fields: list[str]) -> int:
    try:
        kept = redacted(msgspec.json.decode(path.read_bytes(), type=Bundle), fields)
    except ReceiptBroken as broken:
        print(f"WRONG {path}: {broken}", file=sys.stderr)
        return 1
    told = {name: value for name, value in msgspec.to_builtins(kept).items() if value}
    print(msgspec.json.format(msgspec.json.encode(told)).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
