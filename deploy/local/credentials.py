"""The first start's usernames and passwords: random, written once for the operator, never overwritten."""

import secrets
from typing import Any

from deploy.local.home import Home, write_private_json

DEMO_SEED = 1
_COUNTY_ROLES = ("county-admin", "county-officer", "finance-officer", "auditor")
DEPARTMENTS = ("public-security", "civil-affairs", "education", "health", "human-resources")


def create_if_missing(home: Home, people: int) -> None:
    """Make a person of every role in the demo county of ``people``, and a client for every department."""
    if home.credentials.exists():
        return
    content = {"staff": _staff(people), "departments": [_department(name) for name in DEPARTMENTS]}
    write_private_json(home.credentials, content)


def _staff(people: int) -> list[dict[str, Any]]:
    # Imported here: only the first start needs the demo county.
    from demo.county import divisions

    county, town, village = (
        next(d.code for d in divisions(people, DEMO_SEED) if d.level == level)
        for level in ("county", "town", "village")
    )
    places = dict.fromkeys(_COUNTY_ROLES, county) | {"township-officer": town, "village-worker": village}
    return [
        {"username": role, "password": secrets.token_urlsafe(18), "role": role, "division": place}
        for role, place in places.items()
    ]


def _department(name: str) -> dict[str, str]:
    return {"client_id": name, "client_secret": secrets.token_urlsafe(24), "department": name}
