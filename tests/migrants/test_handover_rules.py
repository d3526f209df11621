"""Two counties, one handover, and a transport that loses, repeats and reorders: never two responsible, never none."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.migrants.handovers import rules
from services.migrants.handovers.rules import State, Step, TooLate

A, B = "341599", "329999"
TODAY = date(2026, 11, 2)


@dataclass
class Pair:
    """Both sides around the pure rules, and what is under way between them."""

    a: State = "offered"
    b: State | None = None
    log: list[str] = field(default_factory=lambda: ["offered"])
    to_b: list[Step] = field(default_factory=lambda: ["received"])
    to_a: list[Step] = field(default_factory=list)
    sent: dict[str, list[Step]] = field(default_factory=lambda: {"a": ["received"], "b": []})
    bound: bool = False

    def at_a(self, step: Step) -> None:
        """A step of A's own, or B's word as it arrives."""
        try:
            taken = rules.gives(self.a, step)
        except TooLate as late:
            # A's answer to a late word is how it closed; B learns it from that, and from A's own message.
            if late.state in ("withdrawn", "timed-out"):
                self._say_b("withdraw" if late.state == "withdrawn" else "time-out")
            return
        if taken.changed:
            self.a = taken.state
            self.log.append(taken.state)
            says: dict[State, Step] = {"released": "release", "withdrawn": "withdraw", "timed-out": "time-out"}
            if taken.state in says:
                self._say_b(says[taken.state])

    def at_b(self, step: Step) -> None:
        """A step of B's own, or A's word as it arrives."""
        try:
            taken = rules.takes(self.b, step)
        except TooLate:
            return
        if not taken.changed:
            return
        self.b = taken.state
        if step == "accept":
            self.bound = True
        if step in ("received", "accept", "decline"):
            self.sent["b"].append(step)
            self.to_a.append(step)

    def _say_b(self, step: Step) -> None:
        self.sent["a"].append(step)
        self.to_b.append(step)

    def check(self) -> None:
        """What must hold at every instant."""
        at_a = rules.answerable_here("gives", self.a, A, B)
        assert at_a == rules.responsible(self.log, A, B)
        assert sum(state in rules.CLOSED for state in self.log) <= 1
        if self.b is not None:
            at_b = rules.answerable_here("takes", self.b, B, A)
            # B may not know yet that it is responsible; it never believes so while A is.
            assert not (at_b == B and at_a == A)
        if at_a == B:
            assert self.bound
            assert self.b in ("accepted", "released")


OWN = st.sampled_from(["accept", "decline", "withdraw", "time-out"])
MOVES = st.one_of(
    st.tuples(st.just("own"), OWN),
    st.tuples(st.sampled_from(["to_a", "to_b"]), st.integers(0, 5)),
    st.tuples(st.sampled_from(["repeat_a", "repeat_b", "lose_a", "lose_b"]), st.integers(0, 5)),
)


def play(pair: Pair, kind: str, what: Any) -> None:
    if kind == "own":
        (pair.at_b if what in ("accept", "decline") else pair.at_a)(what)
    elif kind.startswith("to_"):
        queue = pair.to_a if kind == "to_a" else pair.to_b
        if queue:
            (pair.at_a if kind == "to_a" else pair.at_b)(queue.pop(what % len(queue)))
    else:
        sent, queue = (pair.sent["b"], pair.to_a) if kind.endswith("_a") else (pair.sent["a"], pair.to_b)
        if kind.startswith("repeat") and sent:
            queue.append(sent[what % len(sent)])
        elif kind.startswith("lose") and queue:
            queue.pop(what % len(queue))


@settings(max_examples=400, deadline=None)
@given(st.lists(MOVES, max_size=30))
def test_one_county_is_responsible_at_every_instant(moves: list[tuple[str, Any]]) -> None:
    pair = Pair()
    for kind, what in moves:
        play(pair, kind, what)
        pair.check()


@settings(max_examples=200, deadline=None)
@given(st.lists(MOVES, max_size=20))
def test_both_sides_agree_once_everything_has_arrived(moves: list[tuple[str, Any]]) -> None:
    pair = Pair()
    for kind, what in moves:
        play(pair, kind, what)
    # Store and forward: whatever was said arrives in the end, in order, however often.
    for _ in range(4):
        for step in list(pair.sent["a"]):
            pair.at_b(step)
        for step in list(pair.sent["b"]):
            pair.at_a(step)
        pair.check()
    if pair.a in rules.CLOSED:
        assert pair.b == pair.a or (pair.b == "declined" and pair.a in ("withdrawn", "timed-out"))
    else:
        assert (pair.a, pair.b) == ("received", "received")


@pytest.mark.parametrize("state", ["withdrawn", "timed-out", "declined"])
def test_an_acceptance_after_the_end_is_too_late(state: State) -> None:
    with pytest.raises(TooLate) as late:
        rules.gives(state, "accept")
    assert late.value.state == state
    with pytest.raises(TooLate):
        rules.takes(state, "accept")


def test_what_b_accepted_it_cannot_decline() -> None:
    with pytest.raises(TooLate):
        rules.takes("accepted", "decline")


@pytest.mark.parametrize(("days", "over"), [(-1, False), (0, False), (1, True)])
def test_the_last_day_counts_in_full(days: int, over: bool) -> None:
    assert rules.is_over_time("received", TODAY, TODAY + timedelta(days=days)) is over
    assert not rules.is_over_time("released", TODAY, TODAY + timedelta(days=99))


@pytest.mark.parametrize(("left", "due"), [(8, None), (7, 7), (4, 7), (3, 3), (1, 1), (0, 1)])
def test_reminders(left: int, due: int | None) -> None:
    assert rules.to_remind("received", TODAY + timedelta(days=left), TODAY, [7, 3, 1]) == due


def test_what_waits_on_whom() -> None:
    assert rules.waits("gives", "received", False) == ("answer", "takes")
    assert rules.waits("takes", "accepted", True) == ("release", "gives")
    assert rules.waits("takes", "released", True) == ("take-up", "takes")
    assert rules.waits("gives", "released", True) is None
