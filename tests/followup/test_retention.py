"""C12: what has been kept long enough is erased, nothing else is, and each erasure leaves a proof that verifies."""

import json
from datetime import date, timedelta
from typing import get_args

import asyncpg
import msgspec
import pytest

from chassis import audit
from chassis.deadlines import Provision
from chassis.sweeps import run_once
from contracts.registry import DeathRegistered
from services.followup.reminders.plan_reminders import PLAN_REMINDERS
from services.followup.retention.apply_retention import APPLY_RETENTION
from services.followup.retention.erasures import ERASURES
from services.followup.retention.periods import Record, period, retentions
from tests.followup.care import Care, after, on
from tests.followup.services import SELF, a_site, book, leave_number, places, refer

MARKER = "标记八六四"
CONTENT = {
    "visit-content": "SELECT count(*) FROM visit_entries WHERE content IS NOT NULL",
    "check-content": "SELECT count(*) FROM appointments WHERE content IS NOT NULL",
    "referral-content": "SELECT count(*) FROM referrals WHERE content IS NOT NULL OR answer_content IS NOT NULL",
    "method-choice": "SELECT count(*) FROM method_choices",
    "contact-phone": "SELECT count(*) FROM contacts WHERE phone IS NOT NULL",
    "care-before": "SELECT count(*) FROM care_before",
    "reminder": "SELECT count(*) FROM reminders",
}


def test_every_kind_of_record_has_a_period_and_a_way_to_be_erased() -> None:
    assert set(retentions()) == set(get_args(Record))
    # Messages in the local folder are cleared by the folder itself.
    assert set(ERASURES) == set(get_args(Record)) - {"local-message"}
    assert set(CONTENT) == set(ERASURES)
    for retention in retentions().values():
        assert retention.days >= 1
        assert retention.now.source
        assert retention.title.zh and retention.title.en


def test_a_period_holds_from_its_day_on() -> None:
    retention = retentions()["reminder"]
    sooner = Provision(date(2027, 1, 1), "县里缩短了", days=30)
    changed = msgspec.structs.replace(retention, periods=[*retention.periods, sooner])
    with on(date(2026, 12, 31)):
        assert changed.days == retention.days == 90
    with on(date(2027, 1, 1)):
        assert (changed.days, retention.days) == (30, 90)


async def one_of_each(care: Care) -> None:
    """On day 3 there is one record of each kind."""
    await care.be_born()
    await care.agree(care.mother)
    await leave_number(care)
    await run_once(care.database, PLAN_REMINDERS)
    visit = (await care.plan_of(care.mother))["visits"][0]
    assert (await care.record(visit, "done", after(3), content={"note": MARKER})).status_code == 200
    site = await a_site(care)
    await places(care, site, after(3), 1)
    path = f"/appointments/{(await book(care, site, after(3))).json()['id']}"
    await care.worker().post(f"{path}/held", json={})
    await care.worker().put(f"{path}/result", json={"note": MARKER})
    referral = (await refer(care, site)).json()["id"]
    await care.worker().post(f"/referrals/{referral}/answer", json={"note": MARKER})
    await care.worker().put(f"/method-choices/{care.mother}", json=SELF | {"content": {"method": MARKER}})
    # The child's death ends what it was offered; what stood before is kept for a while.
    await care.tell(DeathRegistered(person_id=care.child, revision=2, died_on=after(3)))


async def left(care: Care) -> dict[str, int]:
    return {record: await care.database.pool.fetchval(query) for record, query in CONTENT.items()}


async def faults(care: Care) -> list[str]:
    async with care.database.transaction() as session:
        while await audit.link_pending(session):
            pass
        return await audit.verify(session)


@pytest.mark.parametrize("record", list(CONTENT))
async def test_each_kind_is_erased_the_day_after_its_time_and_not_before(care: Care, record: Record) -> None:
    day: date = after(5) if record == "reminder" else after(3)
    with on(after(3)):
        await one_of_each(care)
        assert await left(care) == dict.fromkeys(CONTENT, 1)
    with on(day + period(record)):
        await run_once(care.database, APPLY_RETENTION)
        assert (await left(care))[record] == 1
    with on(day + period(record) + timedelta(days=1)):
        await run_once(care.database, APPLY_RETENTION)
        assert await run_once(care.database, APPLY_RETENTION) == 0
        assert (await left(care))[record] == 0
        longer = [other for other in CONTENT if period(other) > period(record) + timedelta(days=30)]  # type: ignore[arg-type]
        still = await left(care)
        assert [still[other] for other in longer] == [1] * len(longer)
        rows = await care.database.pool.fetch(
            "SELECT subject_id, entry FROM audit_log WHERE action = 'erase-after-retention'"
        )
        proofs = {json.loads(row["entry"])["facts"]["record"]: row["subject_id"] for row in rows}
        assert proofs[record] == (care.child if record == "care-before" else care.mother)
        assert await faults(care) == []


async def test_what_is_left_after_fifteen_years_still_answers(care: Care) -> None:
    with on(after(3)):
        await one_of_each(care)
    with on(after(5500)):
        await run_once(care.database, APPLY_RETENTION)
        assert await left(care) == dict.fromkeys(CONTENT, 0)
        visit = (await care.plan_of(care.mother))["visits"][0]
        entries = (await care.worker().get(f"/visits/{visit['id']}/content")).json()["entries"]
        assert [(entry["outcome"], entry["content"]) for entry in entries] == [("done", None)]
        (appointment,) = (await care.worker().get("/appointments")).json()["items"]
        assert (await care.worker().get(f"/appointments/{appointment['id']}/result")).json()["content"] is None
        (referral,) = (await care.worker().get("/referrals")).json()["items"]
        assert (await care.worker().get(f"/referrals/{referral['id']}/content")).json()["reason"] is None
        assert (await care.worker().get(f"/contacts/{care.mother}")).json()["state"] == "expired"


async def test_a_number_goes_with_its_person(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await leave_number(care)
        await care.tell(DeathRegistered(person_id=care.mother, revision=2, died_on=after(3)))
        assert await run_once(care.database, APPLY_RETENTION) == 1
        assert await care.database.pool.fetchval("SELECT phone FROM contacts") is None


async def test_the_service_can_have_an_entry_erased_and_can_never_change_one(care: Care) -> None:
    with on(after(3)):
        await one_of_each(care)
    for column in ("content = NULL", "outcome = 'declined'", "fingerprint = ''"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await care.database.pool.execute(f"UPDATE visit_entries SET {column}")
    kept = "SELECT erase_visit_content(id, done_on) FROM visit_entries"
    assert await care.database.pool.fetchval(kept) is False
