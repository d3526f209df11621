"""What becomes of a visit, as a pure machine under a clock that moves: nothing is lost, nothing is blamed."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.followup.visits import rules
from services.followup.visits.rules import GIVEN, OPEN, Outcome

EARLIEST, LATEST = date(2026, 3, 1), date(2026, 3, 14)
BEFORE, WITHIN, LATER = date(2026, 2, 20), date(2026, 3, 7), date(2026, 4, 1)


def entered(state: str, outcome: Outcome, done_on: date, closed_on: date | None = None, **more: bool) -> str | None:
    return rules.after_entry(state, outcome, done_on, LATEST, closed_on, **more)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (BEFORE, "scheduled"),
        (EARLIEST, "due"),
        (LATEST, "due"),
        (LATEST + timedelta(1), "overdue"),
    ],
)
def test_time_alone(day: date, state: str) -> None:
    assert rules.state_on(day, EARLIEST, LATEST) == state
    reached = "scheduled"
    for _ in range(3):
        reached = rules.after_time(reached, day, EARLIEST, LATEST)
    assert reached == state


def test_one_step_at_a_time_so_that_each_can_be_told_of() -> None:
    assert rules.after_time("scheduled", LATER, EARLIEST, LATEST) == "due"


@pytest.mark.parametrize("outcome", GIVEN)
@pytest.mark.parametrize("state", [*OPEN, "not-reached", "moved-away"])
def test_a_visit_that_took_place_can_always_be_recorded(state: str, outcome: Outcome) -> None:
    assert entered(state, outcome, WITHIN) == "done"
    assert entered(state, outcome, LATEST) == "done"
    assert entered(state, outcome, LATER) == "done-late"


@pytest.mark.parametrize(("outcome", "state"), [("declined", "declined"), ("moved", "moved-away"), ("died", "ended")])
def test_what_ends_a_visit_costs_nobody_anything(outcome: Outcome, state: str) -> None:
    for before in OPEN:
        assert entered(before, outcome, WITHIN) == state
        assert rules.told_as(before, state) == "ended"


def test_not_found_within_the_window_leaves_time_to_try_again() -> None:
    assert entered("due", "not_found", WITHIN) == "due"
    assert entered("overdue", "not_found", WITHIN) == "overdue"
    assert entered("overdue", "not_found", LATER) == "not-reached"
    assert entered("not-reached", "not_found", LATER) == "not-reached"
    assert rules.told_as("overdue", "not-reached") == "not-reached"


@pytest.mark.parametrize("state", ["done", "done-late", "declined"])
@pytest.mark.parametrize("outcome", ["done", "declined", "not_found", "moved", "died"])
def test_what_contradicts_is_refused(state: str, outcome: Outcome) -> None:
    assert entered(state, outcome, WITHIN, WITHIN) is None


def test_after_the_end_only_what_was_done_before_it_counts() -> None:
    assert entered("ended", "done", WITHIN, closed_on=WITHIN) == "done"
    assert entered("ended", "done", WITHIN + timedelta(1), closed_on=WITHIN) is None
    assert entered("ended", "not_found", WITHIN, closed_on=WITHIN) is None
    assert rules.told_as("ended", "done") == "done"


def test_not_at_the_old_address_is_no_news_of_somebody_who_has_moved() -> None:
    assert entered("due", "moved", WITHIN, owed_here=False) == "due"
    assert entered("done", "not_found", WITHIN, owed_here=False) == "done"
    assert entered("due", "done", WITHIN, owed_here=False) == "done"


def test_a_move_takes_open_visits_along_and_rests_them_outside_the_county() -> None:
    dates = (EARLIEST, LATEST)
    assert rules.after_move("due", True, WITHIN, *dates) == "due"
    assert rules.after_move("due", False, WITHIN, *dates) == "moved-away"
    assert rules.after_move("done", False, WITHIN, *dates) == "done"
    assert rules.after_move("moved-away", True, WITHIN, *dates) == "due"
    assert rules.after_move("moved-away", True, BEFORE, *dates) == "scheduled"
    assert rules.after_move("moved-away", True, LATER, *dates) == "moved-away"


class LifeOfAVisit(RuleBasedStateMachine):
    """Any sequence of days, entries, moves and an end, in any order."""

    @initialize()
    def planned(self) -> None:
        self.today, self.state = BEFORE, "scheduled"
        self.closed_on: date | None = None
        self.given_on: date | None = None
        self.told: list[str] = []
        self.left_on: date | None = None

    def become(self, after: str, closed_on: date) -> None:
        outcome = rules.told_as(self.state, after)
        if outcome:
            self.told.append(outcome)
        if after in OPEN:
            self.closed_on = None
        elif after != self.state:
            self.closed_on = closed_on
        self.state = after

    @rule(days=st.integers(0, 10))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)
        for _ in range(2):
            self.state = rules.after_time(self.state, self.today, EARLIEST, LATEST)

    @rule(outcome=st.sampled_from([*GIVEN, "declined", "not_found", "moved", "died"]), ago=st.integers(0, 20))
    def record(self, outcome: Outcome, ago: int) -> None:
        done_on = self.today - timedelta(days=ago)
        before = self.state
        after = rules.after_entry(self.state, outcome, done_on, LATEST, self.closed_on)
        if after is None:
            assert before not in (*OPEN, "not-reached", "moved-away"), "an open visit takes every entry"
            return
        self.become(after, done_on)
        if outcome in GIVEN:
            self.given_on = done_on

    @rule(in_county=st.booleans())
    def move(self, in_county: bool) -> None:
        after = rules.after_move(self.state, in_county, self.today, EARLIEST, LATEST)
        self.become(after, self.today)

    @rule()
    def leave(self) -> None:
        self.become(rules.after_end(self.state), self.today)
        self.left_on = self.left_on or self.today

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "state"):
            return
        assert (self.closed_on is None) == (self.state in OPEN)
        # What took place stays on the record, and whether it was late depends on its day alone.
        if self.given_on is not None:
            assert self.state == ("done" if self.given_on <= LATEST else "done-late")
            assert self.told[-1] == self.state
        # Nothing is left owed once somebody has left.
        if self.left_on is not None:
            assert self.state in ("done", "done-late", "declined", "ended")
        if self.state in ("declined", "ended", "moved-away"):
            assert self.told[-1] == "ended"
        if self.state == "overdue":
            assert self.today > LATEST


TestLifeOfAVisit = LifeOfAVisit.TestCase
