"""Keep what a comparison found: new cases are opened, known ones go on, and those found no more are closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.cloudevents import DomainEvent
from chassis.db import driver
from contracts.reconciliation import DiscrepancyClosed, DiscrepancyOpened
from services.registry.reconciliation.discrepancies.catalogue import rules
from services.registry.reconciliation.matching.thresholds import calibration
from services.registry.reconciliation.sessions.tables import MeetingSession

_EVENTS_A_CALL = 1000
_DUE = "CREATE TEMPORARY TABLE due_days (rule text PRIMARY KEY, severity text, due_on date) ON COMMIT DROP"
# One row for a case; where a rule finds it in two rows, the first stands for it.
_KEEP = """
INSERT INTO discrepancies AS d (id, case_key, rule, owner, severity, person_id, other_id, division, differs,
                                happened_on, session_id, last_session_id, submission_id, row_number, submitter,
                                opened_on, due_on)
SELECT DISTINCT ON (f.case_key) new_event_id(), f.case_key, f.rule, f.owner, u.severity, f.person_id, f.other_id,
       coalesce((SELECT code FROM divisions WHERE code = f.division),
                (SELECT min(code) FROM divisions WHERE level = 'county'), ''),
       f.differs, f.happened_on, $1, $1, f.submission_id, f.row_number, s.department, $2, u.due_on
FROM found_discrepancies f JOIN due_days u USING (rule) LEFT JOIN submissions s ON s.id = f.submission_id
ORDER BY f.case_key, f.submission_id, f.row_number
ON CONFLICT (case_key) DO UPDATE SET last_session_id = excluded.last_session_id, owner = excluded.owner,
    submission_id = excluded.submission_id, row_number = excluded.row_number, submitter = excluded.submitter,
    person_id = excluded.person_id, other_id = excluded.other_id, division = excluded.division,
    differs = excluded.differs, revision = d.revision + 1,
    state = CASE WHEN d.state = 'closed' AND d.closed_how <> 'no-difference' THEN 'open' ELSE d.state END,
    opened_on = CASE WHEN d.state = 'closed' AND d.closed_how <> 'no-difference' THEN $2 ELSE d.opened_on END,
    due_on = CASE WHEN d.state = 'closed' AND d.closed_how <> 'no-difference' THEN excluded.due_on ELSE d.due_on END,
    closed_on = CASE WHEN d.closed_how = 'no-difference' THEN d.closed_on END,
    closed_how = CASE WHEN d.closed_how = 'no-difference' THEN d.closed_how END
RETURNING d.id, d.rule, d.owner, d.severity, d.division, d.opened_on, d.due_on, d.state, d.case_key
"""
# A case is found no more where the evidence for it is gone. It can only be missing where its kinds were handed in.
_GONE = """
UPDATE discrepancies d SET state = 'closed', closed_on = $2, closed_how = 'agrees', revision = revision + 1
WHERE d.state <> 'closed' AND d.rule = ANY($3) AND NOT EXISTS (
    SELECT FROM found_discrepancies f WHERE f.case_key = d.case_key)
AND (d.last_session_id = $1 OR d.rule = ANY($4))
RETURNING d.id, d.rule, d.owner, d.severity, d.division, d.opened_on, d.due_on
"""
# What was put right in the register meanwhile, whoever did it: the evidence that closes the case is there.
_SETTLED = """
UPDATE discrepancies d SET state = 'closed', closed_on = $1, closed_how = 'agrees', revision = revision + 1
WHERE d.state <> 'closed' AND CASE
    WHEN d.rule IN ('dead-but-listed', 'dead-not-cancelled')
        THEN EXISTS (SELECT FROM persons p WHERE p.id = d.person_id AND NOT p.living)
    WHEN d.rule IN ('birth-missing-here', 'birth-not-registered')
        THEN EXISTS (SELECT FROM births b WHERE b.mother_id = d.other_id AND b.state NOT IN ('revoked', 'rejected')
                     AND b.born_on BETWEEN d.happened_on - $2::integer AND d.happened_on + $2::integer)
    WHEN d.rule = 'married-missing-here'
        THEN EXISTS (SELECT FROM marriages m WHERE d.person_id IN (m.first_id, m.second_id)
                     AND m.state NOT IN ('revoked', 'rejected')
                     AND m.married_on BETWEEN d.happened_on - $2::integer AND d.happened_on + $2::integer)
    WHEN d.rule = 'divorced-missing-here'
        THEN EXISTS (SELECT FROM divorces m WHERE d.person_id IN (m.first_id, m.second_id)
                     AND m.state NOT IN ('revoked', 'rejected')
                     AND m.divorced_on BETWEEN d.happened_on - $2::integer AND d.happened_on + $2::integer)
    WHEN d.rule = 'moved-out-but-resident'
        THEN EXISTS (SELECT FROM moves m WHERE m.person_id = d.person_id AND m.moved_on >= d.happened_on)
    ELSE false END
RETURNING d.id, d.rule, d.owner, d.severity, d.division, d.opened_on, d.due_on
"""
_KINDS = text("SELECT DISTINCT kind FROM submissions WHERE session_id = :session AND state = 'accepted'")
ROLLS = ("dead-but-paid", "enrolled-without-residence", "school-age-not-enrolled", "listed-twice")
"""Rules over whole rolls: a case of an earlier month that the roll no longer shows is mended. A row of events comes in
one month only, and its being missing in the next says nothing."""


async def keep_discrepancies(session: AsyncSession, meeting: MeetingSession) -> None:
    """``found_discrepancies`` (temporary) into ``discrepancies``; openings and closings are published."""
    connection, today = await driver(session), clock.today()
    await connection.execute(_DUE)
    due = [(code, rule.severity, rule.due_on(today)) for code, rule in rules().items()]
    await connection.copy_records_to_table("due_days", records=due)
    known = {
        row["case_key"] for row in await connection.fetch("SELECT case_key FROM discrepancies WHERE state <> 'closed'")
    }
    kept = await connection.fetch(_KEEP, meeting.id, today)
    fresh = [row for row in kept if row["state"] == "open" and row["case_key"] not in known]
    there = set((await session.execute(_KINDS, {"session": meeting.id})).scalars())
    asked = [code for code, rule in rules().items() if set(rule.needs) <= there]
    gone = await connection.fetch(_GONE, meeting.id, today, asked, list(ROLLS))
    gone += await connection.fetch(_SETTLED, today, calibration().same_event_days)
    opened = [_opened(row, meeting) for row in fresh]
    closed = [closing(row, meeting.period, today, "agrees") for row in gone]
    events: list[DomainEvent] = [*opened, *closed]
    for start in range(0, len(events), _EVENTS_A_CALL):
        await outbox.add(session, *events[start : start + _EVENTS_A_CALL])


def _opened(row: Any, meeting: MeetingSession) -> DiscrepancyOpened:
    return DiscrepancyOpened(
        discrepancy_id=row["id"],
        period=meeting.period,
        rule=row["rule"],
        severity=row["severity"],
        owner=row["owner"],
        division=row["division"],
        opened_on=row["opened_on"],
        due_on=row["due_on"],
    )


def closing(row: Mapping[str, Any], period: str, today: date, how: str) -> DiscrepancyClosed:
    """The event of closing ``row`` today."""
    return DiscrepancyClosed(
        discrepancy_id=row["id"],
        period=period,
        rule=row["rule"],
        severity=row["severity"],
        owner=row["owner"],
        division=row["division"],
        opened_on=row["opened_on"],
        due_on=row["due_on"],
        closed_on=today,
        how=how,
        in_time=today <= row["due_on"],
    )
