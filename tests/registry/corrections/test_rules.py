"""The state machine of a correction, by any sequence of steps; deadlines as data."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chassis.deadlines import NoDeadline, Provision
from chassis.working_days import after_working_days, is_working_day
from services.registry.corrections import rules
from services.registry.corrections.deadlines import due
from services.registry.corrections.rules import FIELDS, Verdict, WrongStep

verdicts = st.lists(st.sampled_from(FIELDS), min_size=1, unique=True).flatmap(
    lambda fields: st.tuples(*(st.builds(Verdict, st.just(field), st.booleans(), st.just("理由")) for field in fields))
)
DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)


class Life(RuleBasedStateMachine):
    """Whatever is tried, a request moves forward only, and what it owes follows its state."""

    def __init__(self) -> None:
        super().__init__()
        self.state: rules.State = "requested"
        self.seen: list[str] = ["requested"]

    def _to(self, following: rules.State) -> None:
        assert following not in self.seen
        self.state = following
        self.seen.append(following)

    @rule(given=verdicts)
    def decide(self, given: tuple[Verdict, ...]) -> None:
        if self.state != "requested":
            with pytest.raises(WrongStep):
                rules.decided(self.state, given)
            return
        self._to(rules.decided(self.state, given))
        accepted = {verdict.accepted for verdict in given}
        assert {"accepted": {True}, "refused": {False}, "partly": {True, False}}[self.state] == accepted

    @rule()
    def carry_out(self) -> None:
        if self.state in ("accepted", "partly"):
            self._to(rules.step(self.state, "applied"))
        else:
            with pytest.raises(WrongStep):
                rules.step(self.state, "applied")

    @invariant()
    def owes_what_is_open(self) -> None:
        owed = rules.owed_by(self.state, DAY, LATER)
        assert owed == {"requested": DAY, "accepted": LATER, "partly": LATER}.get(self.state)
        assert (owed is None) == (self.state not in rules.OPEN)


TestLife = Life.TestCase


@given(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True), st.data())
def test_a_decision_is_whole_or_its_gaps_are_named(asked: list[str], data: st.DataObject) -> None:
    given_for = data.draw(st.lists(st.sampled_from(FIELDS), unique=True))
    found = rules.of_verdicts(asked, [Verdict(field, True) for field in given_for])
    assert len(found) == len(set(asked) ^ set(given_for))


@given(st.dates(date(2021, 11, 1), date(2040, 1, 1)))
def test_deadlines_come_later_and_on_a_working_day(day: date) -> None:
    last, source = due("decision", day)
    assert last > day
    assert is_working_day(last)
    assert "第五十条" in source


def test_deadlines_follow_the_provision_of_their_day() -> None:
    assert due("decision", date(2021, 10, 31))[0] == date(2021, 11, 30)
    with pytest.raises(NoDeadline):
        due("decision", date(2019, 1, 1))
    with pytest.raises(ValueError, match="working days"):
        Provision(date(2020, 1, 1), "x", days=1, working_days=1)


def test_holidays_and_the_weekends_worked_for_them_count_as_announced() -> None:
    # National Day 2024: 1 to 7 October off, Sunday 29 September and Saturday 12 October worked.
    assert after_working_days(date(2024, 9, 28), 1) == date(2024, 9, 29)
    assert after_working_days(date(2024, 9, 30), 1) == date(2024, 10, 8)
    assert after_working_days(date(2024, 10, 11), 1) == date(2024, 10, 12)
    # Beyond what was announced, Monday to Friday count.
    assert after_working_days(date(2039, 9, 30), 1) == date(2039, 10, 3)
