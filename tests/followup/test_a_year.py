"""A year of a county of 20,000 in fast motion: at its end every visit is accounted for, here and in what was told."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from chassis.auth import Caller
from chassis.cloudevents import DomainEvent
from chassis.identifiers import new_id
from chassis.problems import Problem
from chassis.sweeps import run_once
from contracts.registry import (
    BirthCorrected,
    BirthRegistered,
    BirthRevoked,
    DeathRegistered,
    DeathRevoked,
    PersonMoved,
    PersonRegistered,
)
from services.followup.people.keep_people import keep_people
from services.followup.plans.leave import leave
from services.followup.plans.offer_by_age import OFFER_BY_AGE
from services.followup.plans.schemas import ConsentRecorded
from services.followup.plans.start_on_consent import start_on_consent
from services.followup.visits.record_outcome import record_outcome
from services.followup.visits.rules import OPEN, told_as
from services.followup.visits.schemas import OutcomeGiven
from services.followup.worklists.plan_days import PLAN_DAYS
from tests.followup.care import Care, on
from tests.support.delivering import deliveries_of
from tests.support.people import ELSEWHERE, facts, registered

PEOPLE, WEEKS, BEGIN = 20_000, 52, date(2026, 1, 5)
VILLAGES = [f"34159900{town}20{village}" for town in (1, 2) for village in (1, 2, 3, 4)]
# A week's share of what the county lives through in a year (facts: 5.63 births, 8.04 deaths per 1,000).
BIRTHS, DEATHS, MOVES = 2, 3, 12
OUTCOMES: dict[Any, int] = {
    "done": 70,
    "phone_instead": 6,
    "not_found": 25,  # several in a row make a visit not reached, which must occur in the year
    "declined": 3,
    "moved": 1,
    "died": 1,
    "": 10,
}


class County:
    """The people as the registry knows them, their lives, and the workers who look after them."""

    def __init__(self, care: Care) -> None:
        self.care, self.chance = care, Random(20260105)
        self.revision: dict[UUID, int] = {}
        self.home: dict[UUID, str] = {}
        self.women: list[UUID] = []
        self.births: list[BirthRegistered] = []
        self.dead: list[tuple[UUID, str]] = []
        self.gone: list[tuple[UUID, str]] = []
        self.taken_back = Counter[str]()

    async def settle(self) -> None:
        """Enter everybody, as an import does: in sets."""
        people: list[DomainEvent] = [self._person(number) for number in range(PEOPLE)]
        for start in range(0, PEOPLE, 2_000):
            async with self.care.database.transaction() as session:
                await keep_people(session, deliveries_of(people[start : start + 2_000]))
        rows = [(f"worker-{code}", code, 12) for code in VILLAGES]
        await self.care.database.pool.executemany("INSERT INTO workers VALUES ($1, $2, $3, true, 1)", rows)

    def _person(self, number: int) -> PersonRegistered:
        person_id, village = new_id(), VILLAGES[number % len(VILLAGES)]
        birth = BEGIN - timedelta(days=self.chance.randrange(365 * 78))
        self.revision[person_id], self.home[person_id] = 1, village
        if 20 <= (BEGIN - birth).days / 365 <= 40 and number % 2:
            self.women.append(person_id)
        return PersonRegistered(
            person_id=person_id, revision=1, facts=facts(birth_date=birth, residence_division=village)
        )

    async def live_a_week(self, day: date) -> None:
        """Births, deaths and moves of one week."""
        events: list[DomainEvent] = []
        for _ in range(BIRTHS):
            mother, child = self.women.pop(self.chance.randrange(len(self.women))), new_id()
            events.append(registered(child, birth_date=day, residence_division=self.home[mother]))
            self.revision[child], self.home[child] = 1, self.home[mother]
            events.append(
                BirthRegistered(
                    person_id=child,
                    birth_id=new_id(),
                    born_on=day,
                    mother_id=mother,
                    father_id=None,
                    residence_division=self.home[mother],
                )
            )
        everybody, self.gone = list(self.home), []
        for person_id in self.chance.sample(everybody, DEATHS):
            events.append(DeathRegistered(person_id=person_id, revision=self._next(person_id), died_on=day))
            self.gone.append((person_id, self.home.pop(person_id)))
        for person_id in self.chance.sample(list(self.home), MOVES):
            there = self.chance.choice([*VILLAGES, ELSEWHERE])
            moved = PersonMoved(
                person_id=person_id,
                revision=self._next(person_id),
                from_division=self.home[person_id],
                to_division=there,
                moved_on=day,
            )
            events.append(moved)
            self.home[person_id] = there
        self.women = [woman for woman in self.women if woman in self.home]
        await self.care.tell(*events, *self._taken_back(day, events))

    def _taken_back(self, day: date, events: list[DomainEvent]) -> list[DomainEvent]:
        """What the register finds wrong of earlier weeks: births of another day, births and deaths that never were."""
        back: list[DomainEvent] = []
        for birth in self.births[:1]:
            true_day = birth.born_on - timedelta(days=self.chance.randrange(40))
            told: dict[str, Any] = {
                "person_id": birth.person_id,
                "birth_id": birth.birth_id,
                "mother_id": birth.mother_id,
            }
            back.append(BirthCorrected(**told, father_id=None, born_on=true_day))
        for birth in self.births[1:2] if day.day < 8 else []:
            back.append(BirthRevoked(person_id=birth.person_id, birth_id=birth.birth_id))
        for person_id, home in self.dead[:1]:
            back.append(DeathRevoked(person_id=person_id, revision=self._next(person_id)))
            self.home[person_id] = home
        self.dead = self.gone
        self.births = [event for event in events if isinstance(event, BirthRegistered)]
        self.taken_back.update(type(event).__name__ for event in back)
        return back

    def _next(self, person_id: UUID) -> int:
        self.revision[person_id] += 1
        return self.revision[person_id]

    async def ask(self, day: date) -> None:
        """Offers of the week are answered: a yes, a no, or nothing yet."""
        offered = await self.care.database.pool.fetch(
            "SELECT id, person_id, division, origin, protocol FROM plans WHERE state = 'offered'"
            " ORDER BY origin = 'age', id LIMIT 30"
        )
        async with self.care.database.transaction() as session:
            for row in offered:
                answer = self.chance.random()
                caller = worker(row["division"])
                if row["division"] == ELSEWHERE or answer > 0.6:
                    await leave(session, caller, row["id"])
                    continue
                by: dict[str, Any] = {"given_by": "self"}
                if row["protocol"] == "newborn-and-child":
                    by = {"given_by": "guardian", "guardian_id": self.women[0]}
                given = ConsentRecorded(**by, how="paper", text_version="1", given_on=day)
                await start_on_consent(session, caller, row["id"], given, None)

    async def work(self, day: date) -> None:
        """The week's lists are worked off; some visits are simply not made."""
        due = await self.care.database.pool.fetch(
            "SELECT id, division FROM visits WHERE planned_on BETWEEN $1 AND $2 AND state = ANY ($3) ORDER BY id",
            day,
            day + timedelta(days=6),
            list(OPEN),
        )
        async with self.care.database.transaction() as session:
            for row in due:
                outcome = self.chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
                if outcome:
                    given = OutcomeGiven(outcome=outcome, done_on=day)
                    try:
                        async with session.begin_nested():
                            await record_outcome(
                                session, self.care.service.app.state.sealer, worker(row["division"]), row["id"], given
                            )
                    except Problem as problem:
                        # Somebody died or moved earlier on the same day's round.
                        assert problem.slug in ("outcome-contradicts", "care-has-ended"), problem


def worker(division: str) -> Caller:
    return Caller(subject=f"worker-{division}", kind="staff", role="village-worker", division=division)


def folded(told: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, tuple[str, str]]:
    """What a listener who knows the events alone makes of each visit: how it stands, and who owes it."""
    known: dict[str, tuple[str, str]] = {}
    for kind, data in told:
        visit = data["visit_id"]
        if kind == "visit-scheduled":
            assert visit not in known, "planned twice"
        else:
            assert visit in known, "told of before it was planned"
        before = known.get(visit, ("", ""))[0]
        state = {"visit-closed": data.get("outcome"), "visit-overdue": "overdue", "visit-reassigned": before}
        known[visit] = (str(state.get(kind, "open")), data.get("to_division") or data["division"])
    return known


@pytest.mark.slow
async def test_at_the_end_of_a_year_every_visit_is_accounted_for(care: Care) -> None:
    county = County(care)
    with on(BEGIN):
        await county.settle()
        await run_once(care.database, OFFER_BY_AGE)
    for week in range(WEEKS):
        day = BEGIN + timedelta(weeks=week)
        with on(day):
            await county.live_a_week(day)
            await county.ask(day)
            await care.sweep()
            await run_once(care.database, PLAN_DAYS)
            await county.work(day)
    rows = await care.database.pool.fetch(
        "SELECT v.*, p.state AS plan_state, k.living FROM visits v JOIN plans p ON p.id = v.plan_id"
        " JOIN people k ON k.person_id = v.person_id"
    )
    told = folded(await care.told())
    assert len(rows) > 2_000
    assert set(told) == {str(row["id"]) for row in rows}
    for row in rows:
        state, division = told[str(row["id"])]
        if row["state"] in OPEN:
            assert state == ("overdue" if row["state"] == "overdue" else "open")
            assert (division, row["plan_state"], row["living"]) == (row["division"], "active", True)
            assert row["latest_on"] >= day or row["state"] == "overdue"
        else:
            assert state == told_as("due", row["state"])
    assert set(county.taken_back) == {"BirthCorrected", "BirthRevoked", "DeathRevoked"}
    counts = Counter(state for state, _ in told.values())
    assert sum(counts.values()) == len(rows)
    assert set(counts) - {"overdue"} == {"open", "done", "done-late", "not-reached", "ended"}
    refused = "SELECT count(*) FROM plans p JOIN visits v ON v.plan_id = p.id WHERE p.state = 'declined'"
    assert await care.database.pool.fetchval(refused) == 0
