"""Gives visits their worker and day, a township at a time, so that its workers share the work evenly."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.db import driver
from chassis.identifiers import division_prefix
from chassis.sweeps import Sweep
from chassis.working_days import is_working_day
from services.followup.care_team import prefix_range
from services.followup.protocols.catalogue import catalogue
from services.followup.worklists.rules import Hand, Turn, Wanted, assign, span
from services.followup.worklists.tables import Leave, Worker

AHEAD = 14
"""A visit gets its day when its window begins within so many days."""
HORIZON = 45
"""No day further ahead is planned."""
_BATCH = 2_000
TOWN = 9
"""Digits of a township's code."""

_OPEN = "state IN ('scheduled', 'due', 'overdue')"
# Each part has an index of its own: the table is large, and little of it waits for a day.
_WAITING = f"""
SELECT division FROM visits WHERE state = 'scheduled' AND earliest_on <= $1 AND planned_on IS NULL
UNION ALL SELECT division FROM visits WHERE state = 'due' AND planned_on IS NULL
UNION ALL SELECT division FROM visits WHERE state = 'overdue' AND planned_on IS NULL
UNION ALL SELECT division FROM visits WHERE planned_on < $2 AND {_OPEN}
"""
_TOWNS = f"""
SELECT DISTINCT w.town FROM (SELECT DISTINCT left(division, {TOWN}) AS town FROM workers WHERE active) w
  JOIN ({_WAITING}) v ON left(v.division, {TOWN}) = w.town
"""
_VISITS = f"""
SELECT v.id, v.division, v.step, p.protocol, v.version, v.due_on, v.latest_on, v.retry_by, v.earliest_on, v.place
  FROM visits v JOIN plans p ON p.id = v.plan_id
 WHERE v.division >= $1 AND v.division < $2 AND v.{_OPEN} AND v.earliest_on <= $3
   AND (v.planned_on IS NULL OR v.planned_on < $4)
 ORDER BY v.latest_on, v.id LIMIT {_BATCH} FOR UPDATE OF v SKIP LOCKED
"""
_LOAD = f"""
SELECT worker, planned_on, count(*) AS planned FROM visits
 WHERE worker = ANY ($1::text[]) AND planned_on >= $2 AND {_OPEN} GROUP BY 1, 2
"""
_SET = """
UPDATE visits v SET worker = t.worker, planned_on = t.planned_on
  FROM unnest($1::uuid[], $2::text[], $3::date[]) AS t (id, worker, planned_on)
 WHERE v.id = t.id AND (v.worker, v.planned_on) IS DISTINCT FROM (t.worker, t.planned_on)
"""


async def find_towns(session: AsyncSession) -> Sequence[str]:
    """Towns with workers, and with visits that need a day or were not made on theirs."""
    connection = await driver(session)
    today = clock.today()
    return [row["town"] for row in await connection.fetch(_TOWNS, today + timedelta(days=AHEAD), today)]


async def plan_days(session: AsyncSession, town: str) -> None:
    """Plan what waits in one township. What finds nobody with room stays without a day."""
    connection = await driver(session)
    # Two rounds at once would each count the other's visits as not there.
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('plan-days'), hashtext($1))", town)
    today = clock.today()
    hands = await _hands(session, town, today)
    rows = await connection.fetch(_VISITS, *prefix_range(town), today + timedelta(days=AHEAD), today)
    load = Counter[tuple[str, date]]()
    for row in await connection.fetch(_LOAD, [hand.subject for hand in hands], today):
        load[row["worker"], row["planned_on"]] = row["planned"]
    working = {day: is_working_day(day) for day in span(today, HORIZON)}
    turns = assign(map(_wanted, rows), hands, working, load)
    await connection.execute(_SET, *_columns([row["id"] for row in rows], turns))


async def _hands(session: AsyncSession, town: str, today: date) -> list[Hand]:
    of_town = select(Worker).where(col(Worker.active), col(Worker.division).startswith(town))
    workers = (await session.scalars(of_town.where(col(Worker.visits_per_day) > 0))).all()
    leaves = select(Leave).where(col(Leave.subject).in_([w.subject for w in workers]), col(Leave.to_on) >= today)
    away: dict[str, set[date]] = {worker.subject: set() for worker in workers}
    for leave in (await session.scalars(leaves)).all():
        away[leave.subject].update(day for day in span(today, HORIZON) if leave.from_on <= day <= leave.to_on)
    return [Hand(w.subject, division_prefix(w.division), w.visits_per_day, frozenset(away[w.subject])) for w in workers]


def _wanted(row: asyncpg.Record) -> Wanted:
    step = catalogue().version(row["protocol"], row["version"]).step(row["step"])
    by_township = step.by == "township" and row["place"] != "phone"
    due, latest = (row["retry_by"],) * 2 if row["retry_by"] else (row["due_on"], row["latest_on"])
    return Wanted(row["id"], row["division"], row["earliest_on"], due, latest, by_township)


def _columns(visit_ids: list[UUID], turns: dict[UUID, Turn]) -> list[list[Any]]:
    # A visit that was not made on its day and finds no other loses it.
    given = [turns.get(visit_id) for visit_id in visit_ids]
    return [visit_ids, [t.subject if t else None for t in given], [t.day if t else None for t in given]]


PLAN_DAYS = Sweep("plan-days", timedelta(minutes=2), find_towns, plan_days)
