"""C12: what benefits keep about people goes when its time is over, with a proof; what the books need stays."""

from datetime import date, timedelta
from pathlib import Path

import yaml

from chassis.sweeps import run_once
from services.incentives.retention.apply_retention import APPLY_RETENTION, FILE, RECORDS
from tests.conftest import Database
from tests.incentives.money import OWN_BANK, card
from tests.incentives.offices import START, at, offices, slugs

_LEFT = (
    "SELECT (SELECT count(*) FROM decisions WHERE facts_sealed <> '') AS facts,"
    " (SELECT count(*) FROM objections WHERE ground_sealed <> '') AS words,"
    " (SELECT count(*) FROM proofs WHERE number_sealed IS NOT NULL) AS numbers,"
    " (SELECT count(*) FROM accounts WHERE bank_account_sealed <> '') AS accounts,"
    " (SELECT count(*) FROM audit_log WHERE action = 'apply-retention') AS proofs"
)


def test_every_kind_has_a_period() -> None:
    assert set(yaml.safe_load(FILE.read_text("utf-8"))) == set(RECORDS)


async def test_what_was_kept_long_enough_is_erased_and_nothing_else(county: Database, tmp_path: Path) -> None:
    async with offices(county, tmp_path) as at_work:
        database = at_work.service.app.state.database
        elder, refused = await at_work.elder(), await at_work.person("1990-01-01")
        (entitlement,) = await at_work.approved("rural-reward", elder)
        claim = await at_work.claim("rural-reward", refused)
        objection = (await at_work.worker.post(f"/claims/{claim['id']}/objections", json={"ground": "家里困难"})).json()
        answer = {"outcome": "dismissed", "answer": "年龄未到"}
        other = at_work.other("county-officer")
        assert (await other.post(f"/objections/{objection['id']}/answer", json=answer)).status_code == 200
        proof = await at_work.proof(elder, "one-child-certificate", value="2010-01-01")
        await at_work.worker.post(f"/proofs/{proof['id']}/withdrawal", headers={"If-Match": '"1"'})
        for number in (1, 2):
            entry = {"person_id": str(elder), "account_number": card(number), "bank_code": OWN_BANK, "bank_name": "行"}
            account = (await at_work.worker.post("/accounts", json=entry)).json()
        before = dict(await database.pool.fetchrow(_LEFT))
        assert await run_once(database, APPLY_RETENTION) == 0
        with at(START + timedelta(days=400)):
            assert await run_once(database, APPLY_RETENTION) == 1
            one = dict(await database.pool.fetchrow(_LEFT))
            assert (one["accounts"], one["facts"]) == (before["accounts"] - 1, before["facts"])
        with at(date(2031, 6, 1)):
            await run_once(database, APPLY_RETENTION)
            left = dict(await database.pool.fetchrow(_LEFT))
            assert (left["words"], left["facts"], left["accounts"]) == (0, before["facts"] - 1, 1)
            assert left["numbers"] == before["numbers"] - 1
            assert left["proofs"] == 1 + 3
            assert await run_once(database, APPLY_RETENTION) == 0
            admin = at_work.service.as_staff("county-admin")
            gone = await admin.get(f"/decisions/{claim['decision_id']}/proof")
            assert slugs([gone]) == ["facts-erased"]
            assert (await admin.get(f"/decisions/{entitlement['decision_id']}/proof")).json()["same"]
            assert (await admin.get(f"/objections/{objection['id']}")).json()["ground"] is None
            path = f"/accounts/{account['id']}/number"
            assert (await admin.get(path, headers={"X-Reason": "check"})).status_code == 200
