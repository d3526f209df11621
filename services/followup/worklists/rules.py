"""Gives each visit a worker and a day. Pure.

A visit wants the working day nearest to its due day, within its window, in the hands of whoever has least to do that
day among those who serve the place. What is due to end first chooses first. A window that lies wholly in holidays is
kept all the same: the visit is owed in it. Where nobody has room, the visit stays without a day, and is shown as such.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID


class Wanted(NamedTuple):
    """A visit that needs a day: from ``earliest_on`` to ``latest_on`` (after a failed try, from the day after it)."""

    visit_id: UUID
    division: str
    earliest_on: date
    due_on: date
    latest_on: date
    by_township: bool


class Hand(NamedTuple):
    """A worker: what they serve, how many visits they make a day, and when they are away."""

    subject: str
    prefix: str
    per_day: int
    away: frozenset[date]

    def serves(self, visit: Wanted) -> bool:
        """Whether the visit's place lies in what this worker serves."""
        return visit.division.startswith(self.prefix)


Load = Counter[tuple[str, date]]
"""Visits by worker and day."""


class Turn(NamedTuple):
    """Whose visit it is, and when."""

    subject: str
    day: date


def assign(
    visits: Iterable[Wanted], hands: Sequence[Hand], working: Mapping[date, bool], load: Load
) -> dict[UUID, Turn]:
    """A turn for each visit that finds one. ``working`` are the days that may be planned, from today on.

    ``load`` is what is planned already; it grows with what is assigned.
    """
    turns: dict[UUID, Turn] = {}
    in_all = Counter[str]()
    for (subject, _), planned in load.items():
        in_all[subject] += planned
    for visit in sorted(visits, key=lambda v: (v.latest_on, v.due_on, v.visit_id)):
        turn = _turn(visit, _serving(visit, hands), days_for(visit, working), load, in_all)
        if turn is not None:
            turns[visit.visit_id] = turn
            load[turn] += 1
            in_all[turn.subject] += 1
    return turns


def _serving(visit: Wanted, hands: Sequence[Hand]) -> list[Hand]:
    serving = [hand for hand in hands if hand.serves(visit)]
    township = [hand for hand in serving if len(hand.prefix) <= 9]
    village = [hand for hand in serving if len(hand.prefix) > 9]
    # The level that the protocol names, and the other one only where there is nobody of it.
    return (township or village) if visit.by_township else [*village, *township]


def _turn(visit: Wanted, hands: list[Hand], days: list[date], load: Load, in_all: Counter[str]) -> Turn | None:
    near = [hand for hand in hands if visit.by_township or len(hand.prefix) > 9]
    for group in (near, [hand for hand in hands if hand not in near]):
        for day in days:
            free = [hand for hand in group if day not in hand.away and load[hand.subject, day] < hand.per_day]
            if free:
                best = min(free, key=lambda h: (load[h.subject, day] / h.per_day, in_all[h.subject], h.subject))
                return Turn(best.subject, day)
    return None


def days_for(visit: Wanted, working: Mapping[date, bool]) -> list[date]:
    """The days on which the visit may be made, the most fitting first."""
    first = min(working)
    if visit.latest_on < first:  # overdue: as soon as can be
        return [day for day in sorted(working) if working[day]]
    window = [day for day in working if max(visit.earliest_on, first) <= day <= visit.latest_on]
    fitting = [day for day in window if working[day]] or window
    return sorted(fitting, key=lambda day: (abs(day - visit.due_on), day))


def span(first: date, days: int) -> list[date]:
    """So many days from ``first`` on."""
    return [first + timedelta(days=number) for number in range(days)]
