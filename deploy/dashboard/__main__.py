"""``python -m deploy.dashboard build|check``."""

import sys

from deploy.dashboard.build import build, check
from deploy.local.failures import CannotGoOn
from deploy.local.language import text


def main(arguments: list[str]) -> None:
    """Do one of both; what is wrong is the last line."""
    try:
        match arguments:
            case ["build"]:
                build()
            case ["check"]:
                check()
            case _:
                sys.exit("usage: python -m deploy.dashboard build|check")
    except CannotGoOn as refusal:
        sys.exit(text("错误：", "Error: ") + str(refusal))
    except OSError as refused:
        sys.exit(text("错误：网页界面未能生成：", "Error: the web interface could not be built: ") + str(refused))


if __name__ == "__main__":
    main(sys.argv[1:])
