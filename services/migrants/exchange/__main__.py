"""``python -m services.migrants.exchange keys | rotate``: this county's keys, as its operator keeps them.

``keys`` prints the lines for other counties' directories. ``rotate`` makes the next pair of keys.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import yaml

from chassis import clock
from chassis.settings import Settings
from services.migrants.exchange.directory import DirectoryFile
from services.migrants.exchange.own_keys import OwnKeysFile, rotate


def main(arguments: Sequence[str]) -> int:
    """0, or 2 for a wrong call."""
    parser = argparse.ArgumentParser(prog="python -m services.migrants.exchange", description=__doc__)
    # The folders are those of the service's own settings; its database is not asked.
    told = Settings(database_url="")
    parser.add_argument("--home", type=Path, default=told.home)
    parser.add_argument("--keys", type=Path, default=None)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("keys", help="print the public keys, for other counties' directories")
    turn = commands.add_parser("rotate", help="make the next pair of keys")
    turn.add_argument("--from-days", type=int, default=3, help="in how many days they are used")
    turn.add_argument("--overlap-days", type=int, default=4, help="for how many days more the old ones hold")
    options = parser.parse_args(arguments)
    folder = options.keys or options.home / "keys"
    if options.command == "rotate":
        since = (clock.now() + timedelta(days=options.from_days)).replace(microsecond=0)
        rotate(folder, since, since + timedelta(days=options.overlap_days))
    print(yaml.safe_dump(_published(options.home, folder), sort_keys=False, allow_unicode=True), end="")
    return 0


def _published(home: Path, folder: Path) -> dict[str, Any]:
    keys = OwnKeysFile(folder).now()
    signs, opens = ([msgspec.to_builtins(key.public) for key in each] for each in (keys.signs_with, keys.opens_with))
    return {"county": DirectoryFile(home).now().here, "signs_with": signs, "opens_with": opens}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
