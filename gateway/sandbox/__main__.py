"""``python -m gateway.sandbox DEPARTMENT``: lists the synthetic people of a department, one as JSON a line."""

import json
import sys
from typing import get_args

from chassis.auth import Department
from gateway.sandbox.people import people_of


def main(arguments: list[str]) -> int:
    """The exit code: 2 where no department is named."""
    if len(arguments) != 1 or arguments[0] not in get_args(Department):
        print(f"usage: python -m gateway.sandbox {'|'.join(get_args(Department))}", file=sys.stderr)
        return 2
    print(*(json.dumps(person, ensure_ascii=False) for person in people_of(arguments[0])), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
