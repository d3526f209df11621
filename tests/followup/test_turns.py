"""Whose turn, and when: place, capacity, window, leaves and holidays, as pure rules."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chassis.identifiers import new_id
from chassis.working_days import is_working_day
from services.followup.worklists.rules import Hand, Wanted, assign, days_for, span

VILLAGE, OTHER, TOWN = "341599001201", "341599001202", "341599001"
# National Day 2026: 1 to 7 October are holidays, Saturday 10 October is worked.
MONDAY = date(2026, 9, 28)
DAYS = {day: is_working_day(day) for day in span(MONDAY, 20)}


def visit(earliest: date, due: date, latest: date, division: str = VILLAGE, by_township: bool = False) -> Wanted:
    return Wanted(new_id(), division, earliest, due, latest, by_township)


def hand(subject: str, prefix: str = VILLAGE, per_day: int = 2, away: tuple[date, ...] = ()) -> Hand:
    return Hand(subject, prefix, per_day, frozenset(away))


def test_the_calendar_knows_holidays_and_weekend_workdays() -> None:
    assert not any(DAYS[date(2026, 10, day)] for day in range(1, 8))
    assert DAYS[date(2026, 10, 10)]


def test_a_visit_due_in_the_holidays_shifts_to_the_nearest_working_day_in_its_window() -> None:
    due = visit(date(2026, 9, 29), date(2026, 10, 3), date(2026, 10, 9))
    assert days_for(due, DAYS)[0] == date(2026, 9, 30)
    late = visit(date(2026, 10, 4), date(2026, 10, 5), date(2026, 10, 10))
    assert days_for(late, DAYS)[0] == date(2026, 10, 8)
    wholly = visit(date(2026, 10, 1), date(2026, 10, 3), date(2026, 10, 5))
    assert days_for(wholly, DAYS)[0] == date(2026, 10, 3)


def test_overdue_visits_come_as_soon_as_can_be() -> None:
    overdue = visit(date(2026, 9, 1), date(2026, 9, 3), date(2026, 9, 5))
    assert days_for(overdue, DAYS)[0] == MONDAY


def test_work_is_shared_evenly_and_nobody_gets_more_than_they_can_do() -> None:
    visits = [visit(MONDAY, MONDAY, MONDAY + timedelta(2)) for _ in range(13)]
    turns = assign(visits, [hand("a"), hand("b")], DAYS, Counter())
    loads = Counter(turns.values())
    assert (len(turns), max(loads.values())) == (12, 2)
    assert Counter(turn.subject for turn in turns.values()) == {"a": 6, "b": 6}


def test_a_worker_on_leave_is_spared_and_the_township_helps_out() -> None:
    away = hand("a", away=(MONDAY,))
    urgent = visit(MONDAY, MONDAY, MONDAY)
    (turn,) = assign([urgent], [away, hand("t", TOWN)], DAYS, Counter()).values()
    assert turn.subject == "t"
    can_wait = visit(MONDAY, MONDAY, MONDAY + timedelta(1))
    (turn,) = assign([can_wait], [away, hand("t", TOWN)], DAYS, Counter()).values()
    assert turn == ("a", MONDAY + timedelta(1))
    assert assign([urgent], [away, hand("b", OTHER)], DAYS, Counter()) == {}


def test_what_the_protocol_gives_to_the_township_goes_there() -> None:
    check = visit(MONDAY, MONDAY, MONDAY + timedelta(3), by_township=True)
    (turn,) = assign([check], [hand("a"), hand("t", TOWN)], DAYS, Counter()).values()
    assert turn.subject == "t"


@given(
    st.lists(st.tuples(st.integers(-5, 15), st.integers(0, 8), st.integers(0, 8), st.booleans()), max_size=40),
    st.lists(st.tuples(st.sampled_from([VILLAGE, OTHER, TOWN]), st.integers(1, 3)), max_size=4),
)
def test_turns_keep_every_limit(wanted: list[tuple[int, int, int, bool]], workers: list[tuple[str, int]]) -> None:
    visits = []
    for start, to_due, to_latest, village in wanted:
        earliest = MONDAY + timedelta(start)
        due = earliest + timedelta(to_due)
        visits.append(visit(earliest, due, due + timedelta(to_latest), VILLAGE if village else OTHER))
    hands = [hand(str(n), prefix, per_day) for n, (prefix, per_day) in enumerate(workers)]
    by_name, by_id = {h.subject: h for h in hands}, {v.visit_id: v for v in visits}
    turns = assign(visits, hands, DAYS, Counter())
    for visit_id, turn in turns.items():
        assert by_name[turn.subject].serves(by_id[visit_id])
        assert turn.day in days_for(by_id[visit_id], DAYS)
    assert all(planned <= by_name[s].per_day for (s, _), planned in Counter(turns.values()).items())
