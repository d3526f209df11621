"""Lives by chance: whatever is asked in whatever order, the rules let no contradiction into a life."""

import re
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chassis.identifiers import new_id
from services.registry.births import rules as births
from services.registry.codes import HEAD
from services.registry.deaths import rules as deaths
from services.registry.households import rules as households
from services.registry.households.rules import Membership
from services.registry.residence import rules as residence
from services.registry.residence.rules import Removal, Resident
from services.registry.vital import State, Step, WrongStep, after, at_once

TODAY = date(2026, 3, 1)
COUNTIES = frozenset({"341599"})
PLACES = st.sampled_from(["341599001001", "341599001002", "341599002001", "110101001001", "440106001001"])
DAYS = st.dates(date(1990, 1, 1), date(2026, 12, 31))


class Life(RuleBasedStateMachine):
    """One person who moves and dies, as far as the rules let them."""

    @initialize(born=st.dates(date(1990, 1, 1), TODAY), home=PLACES)
    def be_born(self, born: date, home: str) -> None:
        assert births.findings(born, None, None) == []
        self.birth = at_once()
        self.resident = Resident(born, True, home, lived_here=home[:6] in COUNTIES)
        self.died_on: date | None = None
        self.homes = [(born, home)]

    @rule(to=PLACES, on=DAYS)
    def move(self, to: str, on: date) -> None:
        removal = Removal(to, on)
        if residence.findings(self.resident, removal, TODAY) or residence.refusal(self.resident, removal):
            return
        kind = residence.kind_of(self.resident, to, COUNTIES)
        been_here = any(home[:6] in COUNTIES for _, home in self.homes)
        here, there = self.homes[-1][1][:6] in COUNTIES, to[:6] in COUNTIES
        assert (kind in ("within", "out")) == here
        assert (kind in ("within", "in", "return")) == there
        assert (kind == "return") == (there and not here and been_here)
        self.resident = residence.moved(self.resident, removal, COUNTIES)
        self.homes.append((on, to))

    @rule(on=DAYS)
    def die(self, on: date) -> None:
        if not self.resident.living or deaths.findings(on, self.resident.birth_date, TODAY):
            return
        self.died_on = on
        self.resident = Resident(self.resident.birth_date, False, self.resident.division, self.resident.last_moved_on)

    @invariant()
    def nothing_contradicts(self) -> None:
        days = [day for day, _ in self.homes]
        assert days == sorted(days)
        assert all(self.resident.birth_date <= day <= TODAY for day in days)
        assert all(a != b for (_, a), (_, b) in zip(self.homes, self.homes[1:], strict=False))
        assert self.resident.division == self.homes[-1][1]
        assert self.resident.living == (self.died_on is None)
        assert self.died_on is None or self.resident.birth_date <= self.died_on <= TODAY
        assert self.birth is State.REGISTERED

    @invariant()
    def the_dead_do_not_move(self) -> None:
        if not self.resident.living:
            anywhere = Removal("341599009009", TODAY)
            assert residence.refusal(self.resident, anywhere) == "not-living"


class Families(RuleBasedStateMachine):
    """Two households and four people who join, leave and head them."""

    def __init__(self) -> None:
        super().__init__()
        self.people = [Membership(new_id(), True, None) for _ in range(4)]
        self.heads: dict[UUID, UUID | None] = {new_id(): None, new_id(): None}

    who, where = st.integers(0, 3), st.integers(0, 1)

    def _set(self, n: int, **changes: object) -> None:
        person = self.people[n]
        values = {name: getattr(person, name) for name in Membership.__slots__} | changes
        self.people[n] = Membership(**values)

    @rule(n=who, h=where, relation=st.sampled_from([HEAD, "20", None]))
    def join(self, n: int, h: int, relation: str | None) -> None:
        household = list(self.heads)[h]
        if households.may_join(self.people[n], relation, self.heads[household]) is None:
            self._set(n, household_id=household, relation=relation)
            if relation == HEAD:
                self.heads[household] = self.people[n].person_id

    @rule(n=who, h=where)
    def leave(self, n: int, h: int) -> None:
        household = list(self.heads)[h]
        members = sum(p.household_id == household and p.living for p in self.people)
        if households.may_leave(self.people[n], household, self.heads[household], members) is None:
            if self.heads[household] == self.people[n].person_id:
                self.heads[household] = None
            self._set(n, household_id=None, relation=None)

    @rule(n=who, h=where)
    def head(self, n: int, h: int) -> None:
        household = list(self.heads)[h]
        if households.may_head(self.people[n], household) is None:
            for m, person in enumerate(self.people):
                if person.person_id == self.heads[household]:
                    self._set(m, relation=None)
            self._set(n, relation=HEAD)
            self.heads[household] = self.people[n].person_id

    @rule(n=who)
    def die(self, n: int) -> None:
        self._set(n, living=False)

    @invariant()
    def a_household_has_at_most_one_head_who_is_its_member(self) -> None:
        for household, head in self.heads.items():
            heads = [p for p in self.people if p.household_id == household and p.relation == HEAD]
            assert [p.person_id for p in heads] == ([head] if head else [])


TestLife = Life.TestCase
TestFamilies = Families.TestCase
TestLife.settings = TestFamilies.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


STEPS = ("declare", "verify", "register", "correct", "revoke", "reject")
LEADS = re.compile("declare( verify( register( correct)*( revoke)?)?)?|declare( verify)? reject|")


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_a_vital_event_goes_through_its_states_in_order_and_no_other_way(steps: list[Step]) -> None:
    state: State | None = None
    taken: list[str] = []
    for step in steps:
        try:
            state = after(state, step)
            taken.append(step)
        except WrongStep:
            assert not LEADS.fullmatch(" ".join([*taken, step]))
    assert LEADS.fullmatch(" ".join(taken))
    assert (state in (State.REVOKED, State.REJECTED)) == (bool(taken) and taken[-1] in ("revoke", "reject"))


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(-3, 40000))
def test_a_parent_is_older_whatever_else(born: date, days: int) -> None:
    """C1: age, marriage and the number of children decide nothing; only that nobody is born before a parent."""
    mother = births.Parent(new_id(), born - timedelta(days=days), None, "", "")
    found = {finding.code for finding in births.findings(born, mother, None)}
    assert found == ({"parent_not_older"} if days <= 0 else set())
