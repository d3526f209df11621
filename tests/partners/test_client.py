"""The departments' typed client: what policies allow and nothing else, never stale, and working against the gateway."""

import asyncio
import importlib
import json
import secrets
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from gateway.client.__main__ import main
from gateway.client.extract import departments_part
from gateway.disclosure.lookups import Lookup
from gateway.disclosure.policies import load_policies
from gateway.sandbox.people import people_of
from gateway.settings import HERE
from tests.conftest import ROOT
from tests.partners.conftest import House

CLIENT = "sandbox-typed"
CHILD = people_of("education")[3]
LOOKUPS = [Lookup.parse(text) for policy in load_policies(HERE / "policies").all for text in policy.lookups]


@pytest.fixture(autouse=True, scope="module")
def _importable() -> Iterator[None]:
    sys.path.insert(0, str(ROOT / "clients" / "python"))
    yield
    sys.path.remove(str(ROOT / "clients" / "python"))


@pytest.fixture(scope="module")
def token(house: House) -> str:
    secret = secrets.token_urlsafe(32)
    body = {"client_id": CLIENT, "department": "education", "secret": secret}
    house.call("county-admin", "POST", "/api/gateway/v1/sandbox-clients", 201, json=body)
    form = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": secret}
    return httpx.post(f"{house.address}/oauth/token", data=form, timeout=60).json()["access_token"]


def _made(name: str) -> Any:
    return importlib.import_module(f"huijia_client.{name}" if name else "huijia_client")


def test_the_client_is_not_stale() -> None:
    assert main(["--check"]) == 0


def test_it_holds_what_policies_allow_and_nothing_else() -> None:
    document = json.loads((ROOT / "openapi.json").read_text())
    part = departments_part(document, LOOKUPS)
    told = {(method, path) for path, item in part["paths"].items() for method in item}
    assert len(told) == len({(each.method, each.path) for each in LOOKUPS})
    assert not [path for path in part["paths"] if path.startswith("/api/followup")]
    text = json.dumps(part)
    assert all(f'"{name}"' in text for name in ("PersonOut", "NoticeOut", "SubmissionOut"))
    assert departments_part(document, [])["paths"] == {}


def test_a_look_up_is_typed_and_absent_fields_are_unset(house: House, token: str) -> None:
    search, unset = _made("api.registry.registry_search_persons"), _made("types").UNSET
    body = _made("models").PersonSearch(citizen_number=CHILD["citizen_number"])
    with _made("").AuthenticatedClient(base_url=house.address, token=token, timeout=httpx.Timeout(60)) as client:
        page = search.sync(client=client, body=body, x_purpose="school-enrolment")
        (person,) = page.items
        assert (person.name, person.birth_date) == (CHILD["name"], date.fromisoformat(CHILD["birth_date"]))
        assert person.phone is unset
        refused = search.sync_detailed(client=client, body=body, x_purpose="newborn-care")
    assert refused.status_code == 403
    assert refused.parsed.type_.endswith("purpose-not-agreed")


def test_it_works_asynchronously_too(house: House, token: str) -> None:
    notices = _made("api.gateway.gateway_list_notices")

    async def look() -> Any:
        address = {"base_url": house.address, "token": token, "timeout": httpx.Timeout(60)}
        async with _made("").AuthenticatedClient(**address) as client:
            return await notices.asyncio(client=client, x_purpose="correction-notice")

    assert len(asyncio.run(look()).items) == 2
