"""Print one password of the first start's, for a pipe into curl: passwords on a command line can be read in ``ps``."""

import sys

from deploy.local.credentials import password_of
from deploy.local.failures import CannotGoOn
from deploy.local.home import Home


def password(home: Home, name: str) -> None:
    """Print the password of a staff username or department. Raises CannotGoOn when there is no such name."""
    found = password_of(home, name) if home.credentials.exists() else None
    if found is None:
        raise CannotGoOn(f"没有用户 {name}。", f"There is no user {name}.")
    print(found, end="\n" if sys.stdout.isatty() else "")
