"""What has ended is removed when its period is over, with a proof; what has not ended, or is younger, stays."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis import clock, roles
from chassis.db import Database
from chassis.deadlines import in_force, load_deadlines
from chassis.sweeps import run_once
from gateway.retention import forget_ended
from gateway.retention.forget_ended import FORGET_ENDED, RECORDS
from tests.gateway.conftest import Place

OVER, YOUNGER = 1097, 1000
TABLES = {
    "incident": "incidents",
    "rights-request": "rights_requests",
    "break-glass": "break_glass",
    "correction-notice": "correction_notices",
    "access-change": "access_changes",
}
MADE: list[UUID] = []
BEGUN = (
    """INSERT INTO incidents (id, at, kind, account, request_id, fields, noticed_at, state)
       VALUES ($1, $2, 'x', 'a', $1, '[]', $2, 'assessed')""",
    "INSERT INTO incident_steps VALUES ($1, 1, 'assessed', $2, 'a', '', '')",
    """INSERT INTO rights_requests (id, person_id, division, kind, asked_by, words_sealed, asked_on, answer_by,
                                    answer_by_source, taken_down_by, revision)
       VALUES ($1, $1, '341599000000', 'copy', 'self', '', $2::timestamptz::date, '2026-01-01', 'x', 'a', 1)""",
    """INSERT INTO break_glass (id, account, role, division, widened_to, reason, session_id, begun_at, ends_at,
                                review_by)
       VALUES ($1, 'village-worker', 'x', 'x', 'x', '', $1, $2, $2::timestamptz + interval '1 hour', '2026-01-01')""",
    """INSERT INTO correction_notices (id, correction_id, person_id, department, fields, applied_on, last_looked_at,
                                       last_request_id, looks, told_at, due_on)
       VALUES ($1, $1, $1, 'health', '[]', '2026-01-01', $2, $1, 1, $2, '2026-01-01')""",
    """INSERT INTO access_changes (id, kind, account, told, state, proposed_at, proposed_by, lapses_at)
       VALUES ($1, 'register-key', 'x', '{}', 'open', $2, 'a', now() + interval '1 day')""",
)
ENDED = (
    "INSERT INTO incident_steps VALUES ($1, 2, 'closed', $2, 'b', '', '')",
    "UPDATE incidents SET state = 'closed' WHERE id = $1 AND $2::timestamptz IS NOT NULL",
    "UPDATE rights_requests SET outcome = 'granted', answered_at = $2, answered_by = 'b' WHERE id = $1",
    "UPDATE break_glass SET reviewed_by = 'b', reviewed_at = $2, verdict = 'justified', note = '' WHERE id = $1",
    "UPDATE access_changes SET state = 'refused', decided_at = $2, decided_by = 'b' WHERE id = $1",
    "UPDATE correction_notices SET acknowledged_at = $2, acknowledged_by = 'b' WHERE id = $1",
)


def test_every_record_has_a_period_that_holds_now() -> None:
    periods = load_deadlines(Path(forget_ended.__file__).with_name("periods.yaml"))
    assert set(periods) == set(RECORDS) == {*TABLES, "impact-assessment"}
    for provisions in periods.values():
        held = in_force(provisions, clock.today())
        assert (held.days or 0) >= 1096 and held.source


@pytest.fixture(scope="module", autouse=True)
def _as_before(place: Place) -> Iterator[None]:
    yield
    place.rows("DELETE FROM incident_steps WHERE taken_by IN ('a', 'b')")
    for table in TABLES.values():
        place.rows(f"DELETE FROM {table} WHERE id = ANY($1)", MADE)


def make(place: Place, ended_days_ago: int | None) -> UUID:
    """One of each record, by one id."""
    made = uuid4()
    MADE.append(made)
    for statement in BEGUN:
        place.rows(statement, made, clock.now() - timedelta(days=2000))
    if ended_days_ago is not None:
        for statement in ENDED:
            place.rows(statement, made, clock.now() - timedelta(days=ended_days_ago))
    return made


async def sweep(place: Place) -> None:
    database = Database(place.dsn(roles.runtime_role("gateway")), 1)
    try:
        await run_once(database, FORGET_ENDED)
    finally:
        await database.engine.dispose()


def test_what_is_over_goes_and_everything_else_stays(place: Place) -> None:
    over, younger, never = make(place, OVER), make(place, YOUNGER), make(place, None)
    asyncio.run(sweep(place))
    for table in TABLES.values():
        kept = {row["id"] for row in place.rows(f"SELECT id FROM {table}")}
        assert over not in kept and {younger, never} <= kept, table
    assert place.rows("SELECT * FROM incident_steps WHERE incident_id = $1", over) == []
    proofs = place.rows("SELECT entry FROM audit_log WHERE action = 'apply-retention'")
    assert all(any(f'"{record}"' in proof["entry"] for proof in proofs) for record in TABLES)


def test_a_change_stays_as_long_as_an_account_stands_on_it(place: Place) -> None:
    (stands_on,) = place.rows("SELECT change_id AS id FROM accounts WHERE change_id IS NOT NULL LIMIT 1")
    place.rows("ALTER TABLE access_changes DISABLE TRIGGER keep_access_change")
    try:
        old = clock.now() - timedelta(days=OVER)
        place.rows("UPDATE access_changes SET decided_at = $2 WHERE id = $1", stands_on["id"], old)
    finally:
        place.rows("ALTER TABLE access_changes ENABLE TRIGGER keep_access_change")
    asyncio.run(sweep(place))
    assert place.rows("SELECT id FROM access_changes WHERE id = $1", stands_on["id"])


def test_an_assessment_goes_three_years_after_the_next_was_decided_or_its_activity_stopped(place: Place) -> None:
    def assessed(activity: str, version: int, decided_days_ago: int, decision: str = "go-ahead") -> None:
        place.rows(
            """INSERT INTO impact_assessments VALUES ($1, $2, 'x', '[]', '{}', $3::timestamptz, 'a', $4, $3, 'b', 'x',
               '2026-01-01')""",
            *(activity, version, clock.now() - timedelta(days=decided_days_ago), decision),
        )

    try:
        assessed("replaced-long-ago", 1, 3000)
        assessed("replaced-long-ago", 2, OVER)
        assessed("replaced-of-late", 1, 3000)
        assessed("replaced-of-late", 2, YOUNGER)
        assessed("in-force", 1, 3000)
        assessed("stopped-long-ago", 1, OVER, "stop")
        assessed("stopped-of-late", 1, YOUNGER, "stop")
        asyncio.run(sweep(place))
        kept = {(row["activity"], row["version"]) for row in place.rows("SELECT * FROM impact_assessments")}
        assert ("replaced-long-ago", 1) not in kept and ("stopped-long-ago", 1) not in kept
        assert kept >= {
            *(("replaced-long-ago", 2), ("replaced-of-late", 1), ("replaced-of-late", 2)),
            *(("in-force", 1), ("stopped-of-late", 1)),
        }
    finally:
        place.rows("DELETE FROM impact_assessments WHERE assessed_by = 'a'")


def test_the_service_itself_removes_nothing_and_nothing_early(place: Place) -> None:
    younger = make(place, YOUNGER)

    async def attempt() -> None:
        connection = await asyncpg.connect(place.dsn(roles.runtime_role("gateway")))
        try:
            await connection.fetch("SELECT forget_ended('incident', now())")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute("DELETE FROM incidents")
        finally:
            await connection.close()

    asyncio.run(attempt())
    assert place.rows("SELECT id FROM incidents WHERE id = $1", younger)
