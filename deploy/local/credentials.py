"""The first start's usernames and passwords: random, written once for the operator, never overwritten."""

import secrets
from typing import Any

from chassis.db import Database
from demo.county import divisions
from deploy.local import interrupts
from deploy.local.demo_county import DEMO_SEED
from deploy.local.failures import CannotGoOn
from deploy.local.home import Home, write_private_json
from deploy.setup.accounts import DEPARTMENTS, department_account
from gateway.bootstrap import UnusableCredentials, bootstrap

_COUNTY_ROLES = ("county-admin", "county-officer", "finance-officer", "auditor")


def create_if_missing(home: Home, people: int) -> None:
    """Make a person of every role in the demo county of ``people``, and a client for every department."""
    if home.credentials.exists():
        return
    content = {"staff": _staff(people), "departments": [department_account(name) for name in DEPARTMENTS]}
    write_private_json(home.credentials, content)


def enter_accounts(home: Home, gateway_url: str) -> None:
    """Let the people and departments of the file in at the gateway; changes nothing when the file has not changed."""
    try:
        interrupts.run(_enter(home.credentials.read_bytes(), gateway_url))
    except UnusableCredentials as unusable:
        raise CannotGoOn(f"{home.credentials} 无法使用：{unusable}", f"{home.credentials}: {unusable}") from unusable


async def _enter(text: bytes, gateway_url: str) -> None:
    database = Database(gateway_url, 1)
    try:
        await bootstrap(database, text)
    finally:
        await database.engine.dispose()


def _staff(people: int) -> list[dict[str, Any]]:
    county, town, village = (
        next(d.code for d in divisions(people, DEMO_SEED) if d.level == level)
        for level in ("county", "town", "village")
    )
    places = dict.fromkeys(_COUNTY_ROLES, county) | {"township-officer": town, "village-worker": village}
    return [
        {"username": role, "password": secrets.token_urlsafe(18), "role": role, "division": place}
        for role, place in places.items()
    ]
