"""The documents' cases from the claim to the account, exact to the fen: 51 people, 825 households, 2,114 households."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest

from bench.whole_cycle import COUNTY, WholeCycle, noon
from chassis import clock
from chassis.db import Database as Connected
from chassis.identifiers import new_id
from chassis.keys import create_keys
from chassis.sealing import Sealer
from services.incentives.proofs.tables import Proof
from services.incentives.proofs.values import kept_as
from services.incentives.schemes import catalogue as schemes
from services.incentives.schemes.kinds import kinds
from services.incentives.schemes.lint import FOLDER
from services.incentives.schemes.model import Scheme
from tests.conftest import Database, execute
from tests.incentives.test_documents_figures import (
    CHANGES,
    dalongshan_certificates,
    dalongshan_supports,
    wushen_households,
)
from tests.support.people import VILLAGE

THEN: dict[Any, dict[str, dict[str, str]]] = {
    dalongshan_supports: {
        "special-support-disabled": {"disabled": "yuan: 110"},
        "rural-reward": {"rural": "yuan: 720"},
    },
    dalongshan_certificates: {},
    wushen_households: {"parent-reward": {"monthly": "per: year", "reward": "yuan: 500,"}},
}
"""The rates of those years, as the cases of ``test_documents_figures`` have them."""
_FILLED = ("beneficiaries", "accounts", "claims", "decisions", "entitlements", "payments", "attempts")
_SINCE = re.compile(r"(effective_from:|rates: \[\{from:) 20(?:10|22|25)-0[17]-01")


@pytest.fixture
def then(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A case; the schemes are those of its year."""
    folder = tmp_path / "schemes"
    folder.mkdir()
    for path in FOLDER.glob("*.yaml"):
        text = _SINCE.sub(r"\1 2008-01-01", path.read_text("utf-8"))
        for name, words in THEN[request.param].get(path.name.split(".")[0], {}).items():
            assert CHANGES[name] in text
            text = text.replace(CHANGES[name], words)
        (folder / path.name).write_text(text, "utf-8")
    monkeypatch.setattr(schemes, "FOLDER", folder)
    schemes.catalogue.cache_clear()
    yield request.param
    schemes.catalogue.cache_clear()


@pytest.mark.parametrize(
    ("then", "people", "yuan"),
    [
        (dalongshan_supports, 51, 38_520),
        (dalongshan_certificates, 1_350, 162_000),
        (wushen_households, 2_114, 1_015_000),
    ],
    indirect=["then"],
)
async def test_a_documents_case_reaches_every_account(
    then: Any, people: int, yuan: int, county: Database, tmp_path: Path
) -> None:
    # As the server itself does at any moment: it then takes tables for empty that are filled a moment later.
    await execute(county.admin_dsn(), *(f"VACUUM (ANALYZE) incentives.{table}" for table in _FILLED))
    create_keys(tmp_path)
    database = Connected(county.dsn("incentives"))
    await database.start()
    try:
        owed = await _owed(database, Sealer.load(tmp_path, "incentives"), then())
    finally:
        await database.stop()
    assert owed == ((people, yuan * 100), (people, yuan * 100), 0)


async def _owed(database: Connected, sealer: Sealer, cases: list[tuple[Scheme, int, list[Any]]]) -> Any:
    """What was approved, what reached accounts, and what the ledger adds up to."""
    year, approved = cases[0][1], []
    cycle = WholeCycle(database, sealer, "family-support", year)
    with noon(date(year, 9, 1)):
        await cycle.open(10**10)
        for rule, _, facts in cases:
            scheme = schemes.catalogue().of_year(rule.id, year)
            assert scheme is not None
            ids = await cycle.enter([date.fromisoformat(each["birth-date"]) for each in facts], VILLAGE)
            await _prove(database, sealer, ids, facts)
            await cycle.decide(scheme, ids, VILLAGE)
            approved.append(await cycle.approve(scheme, COUNTY))
    with noon(date(year, 12, 31)):
        _, fen = await cycle.pay()
    accounts = await database.pool.fetchval(
        "SELECT count(DISTINCT a.account_id) FROM attempts a JOIN payments p ON p.id = a.payment_id"
        " WHERE p.state = 'paid'"
    )
    books = await database.pool.fetchval("SELECT sum(debit_fen - credit_fen)::bigint FROM ledger_balances")
    return tuple(map(sum, zip(*approved, strict=True))), (accounts, fen), books


async def _prove(database: Connected, sealer: Sealer, ids: list[UUID], facts: list[Any]) -> None:
    columns = [name for name in Proof.model_fields if name != "documents"] + ["documents"]
    rows = []
    for person, known in zip(ids, facts, strict=True):
        for kind, held in known["brought"].items():
            value = None if held["value"] is None else str(held["value"])
            row: dict[str, Any] = dict.fromkeys(columns) | kept_as(sealer, kinds()[kind], value)
            row |= {"id": new_id(), "person_id": person, "kind": kind, "held_from": date.fromisoformat(held["from"])}
            row |= {"documents": orjson.dumps([{"title": "x", "reference": "x"}]).decode(), "recorded_by": "x"}
            row |= {"recorded_at": clock.now(), "state": "held", "revision": 1}
            rows.append(tuple(row[name] for name in columns))
    await database.pool.copy_records_to_table("proofs", records=rows, columns=columns)
