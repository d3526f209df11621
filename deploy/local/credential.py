"""Print one of the first start's credentials, so that nobody has to look for it in a file."""

import json
from urllib.parse import urlencode

from deploy.local.failures import CannotGoOn
from deploy.local.home import Home
from deploy.local.language import emit


def credential(home: Home, name: str, form: str = "") -> None:
    """Print ``username password`` of a staff username or department.

    With ``--form`` it is the body of ``POST /oauth/token``, for a pipe into ``curl -d @-``: what stands on a command
    line can be read by everybody on the machine. Raises CannotGoOn when there is no such name.
    """
    found = _staff(home).get(name) or _departments(home).get(name)
    if found is None or form not in ("", "--form"):
        raise CannotGoOn(f"没有用户或部门 {name}。", f"There is no user or department {name}.")
    emit(urlencode(found) if form else " ".join(list(found.values())[1:]))


def _content(home: Home) -> dict[str, list[dict[str, str]]]:
    if not home.credentials.exists():
        raise CannotGoOn("还没有用户：请先 make up。", "There are no users yet: 'make up' first.")
    return json.loads(home.credentials.read_text(encoding="utf-8"))


def _staff(home: Home) -> dict[str, dict[str, str]]:
    return {
        person["username"]: {
            "grant_type": "password",
            "username": person["username"],
            "password": person["password"],
        }
        for person in _content(home)["staff"]
    }


def _departments(home: Home) -> dict[str, dict[str, str]]:
    return {
        client["client_id"]: {
            "grant_type": "client_credentials",
            "client_id": client["client_id"],
            "client_secret": client["client_secret"],
        }
        for client in _content(home)["departments"]
    }
