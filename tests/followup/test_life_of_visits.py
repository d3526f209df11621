"""Lives under care on the real database, in any order of events, days and entries: the same things always hold."""

import asyncio
import os
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chassis.identifiers import new_id
from contracts.registry import (
    BirthCorrected,
    BirthRevoked,
    DeathRegistered,
    DeathRevoked,
    PersonMerged,
    PersonMoved,
    PersonUnmerged,
)
from services.followup.visits.rules import OPEN, UNFINISHED, told_as
from tests.conftest import Database
from tests.followup.care import BORN, Care, after, caring, on
from tests.followup.test_a_year import folded
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, VILLAGE, facts, registered

PLACES = st.sampled_from([VILLAGE, OTHER_VILLAGE, ELSEWHERE])
ADULT = date(1995, 2, 3)


class Lives(RuleBasedStateMachine):
    """One family at a time: a child, its mother, and a second entry of the child that may be merged."""

    runner: ClassVar[asyncio.Runner]
    care: ClassVar[Care]

    def run(self, work: Any) -> Any:
        with on(self.day):
            return self.runner.run(work)

    @initialize()
    def begin(self) -> None:
        care, self.day = self.care, after(2)
        care.mother, care.child, care.birth, self.twin = new_id(), new_id(), new_id(), new_id()
        self.revision = dict.fromkeys((care.child, self.twin), 1)
        self.merge: UUID | None = None
        self.dead, self.revoked, self.homes = False, False, [VILLAGE]
        self.run(care.be_born())
        self.run(care.tell(registered(self.twin, birth_date=BORN)))

    def next(self, person: UUID) -> int:
        self.revision[person] += 1
        return self.revision[person]

    def offers(self) -> list[str]:
        query = "SELECT id FROM plans WHERE state = 'offered' AND person_id = ANY ($1) ORDER BY id"
        return [str(row["id"]) for row in self.rows(query)]

    def rows(self, query: str) -> list[Any]:
        family = [self.care.child, self.care.mother, self.twin]
        return self.run(self.care.database.pool.fetch(query, family))

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.run(self.care.sweep())

    @rule()
    def the_child_is_agreed_for(self) -> None:
        for plan in self.offers():
            for by in (self.care.guardian, {"given_by": "self"}):
                consent = by | {"how": "paper", "text_version": "1"}
                self.run(self.township.post(f"/plans/{plan}/consent", json=consent))

    @property
    def township(self) -> Any:
        with on(self.day):
            return self.care.service.as_staff("township-officer", "340000000000")

    @rule(
        outcome=st.sampled_from(["done", "phone_instead", "not_found", "declined", "moved", "referred"]),
        ago=st.integers(0, 20),
        which=st.integers(0, 5),
    )
    def a_worker_says(self, outcome: str, ago: int, which: int) -> None:
        visits = self.rows("SELECT * FROM visits WHERE person_id = ANY ($1) ORDER BY earliest_on, id LIMIT 6")
        if not visits:
            return
        visit = dict(visits[which % len(visits)]) | {"division": "340000000000"}
        said = self.run(self.care.record(visit, outcome, self.day - timedelta(days=ago), client=self.township))
        assert said.status_code in (200, 409, 422), said.text

    @precondition(lambda self: self.merge is None)
    @rule(there=PLACES)
    def they_move(self, there: str) -> None:
        moved = PersonMoved(
            person_id=self.care.child,
            revision=self.next(self.care.child),
            from_division=self.homes[-1],
            to_division=there,
            moved_on=self.day,
        )
        self.homes.append(there)
        self.run(self.care.tell(moved))

    @precondition(lambda self: self.merge is None)
    @rule()
    def death_is_told_or_taken_back(self) -> None:
        person, revision = self.care.child, self.next(self.care.child)
        self.dead = not self.dead
        told = DeathRegistered(person_id=person, revision=revision, died_on=self.day) if self.dead else None
        self.run(self.care.tell(told or DeathRevoked(person_id=person, revision=revision)))

    @rule(day=st.integers(-40, 40))
    def the_birth_is_corrected(self, day: int) -> None:
        known = {"person_id": self.care.child, "birth_id": self.care.birth}
        born = min(BORN + timedelta(days=day), self.day)
        self.run(self.care.tell(BirthCorrected(**known, born_on=born, mother_id=self.care.mother, father_id=None)))

    @rule()
    def the_birth_is_taken_back(self) -> None:
        self.revoked = True
        self.run(self.care.tell(BirthRevoked(person_id=self.care.child, birth_id=self.care.birth)))

    @precondition(lambda self: not self.dead)
    @rule()
    def entries_are_merged_or_told_apart(self) -> None:
        told: Any = {"person_id": self.care.child, "revision": self.next(self.care.child), "survivor_id": self.twin}
        if self.merge is None:
            self.merge = new_id()
            self.run(self.care.tell(PersonMerged(**told, merge_id=self.merge)))
        else:
            again = facts(birth_date=BORN, residence_division=self.homes[-1])
            self.run(self.care.tell(PersonUnmerged(**told, merge_id=self.merge, facts=again)))
            self.merge = None

    @invariant()
    def every_visit_is_accounted_for(self) -> None:
        visits = self.rows(
            "SELECT v.*, p.state AS plan, p.person_id AS whose, k.living AND NOT k.withdrawn AS lives,"
            " EXISTS (SELECT FROM visit_entries e WHERE e.visit_id = v.id AND e.outcome = 'done' AND e.counts) AS given"
            " FROM visits v JOIN plans p ON p.id = v.plan_id JOIN people k ON k.person_id = p.person_id"
            " WHERE v.person_id = ANY ($1)"
        )
        told = folded(self.run(self.care.told()))
        for visit in visits:
            state, division = told[str(visit["id"])]
            assert visit["person_id"] == visit["whose"]
            if visit["state"] in OPEN:
                assert (visit["plan"], visit["lives"], division) == ("active", True, visit["division"])
                assert (state == "overdue") == (visit["state"] == "overdue")
                assert not visit["given"]
            else:
                assert state == told_as("due", visit["state"])
        finished = {row["plan_id"] for row in visits if row["plan"] in ("ended", "withdrawn", "declined")}
        assert not [row for row in visits if row["plan_id"] in finished and row["state"] in UNFINISHED]
        if self.merge is not None:
            assert {row["whose"] for row in visits} <= {self.twin, self.care.mother}


def test_whatever_happens_every_visit_is_accounted_for(county: Database, tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        Lives.runner = runner
        stack = AsyncExitStack()
        Lives.care = runner.run(stack.enter_async_context(caring(county, tmp_path)))
        few = settings(
            max_examples=int(os.environ.get("LIVES", "12")),
            stateful_step_count=14,
            deadline=None,
            derandomize="LIVES" not in os.environ,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Lives, settings=few)
        runner.run(stack.aclose())
