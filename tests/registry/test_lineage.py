"""Whatever sequence of changes a county lives through, everybody is somewhere, once, and old codes lead there."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.divisions.change_rules import Change, Place, Target, findings, plan
from services.registry.divisions.lineage import Descent, descendants, successor, successors

COUNTY = "341599000000"
START = date(2020, 1, 1)
TOWNS = ("341599001000", "341599002000", "341599003000")
CODES = [*TOWNS, *(f"{town[:9]}{n:03}" for town in TOWNS for n in (1, 2, 3))]


def _parent(code: str) -> str | None:
    return None if code == COUNTY else COUNTY if code.endswith("000") else f"{code[:9]}000"


def _level(code: str) -> str:
    return "county" if code == COUNTY else "town" if code.endswith("000") else "village"


class Simulated:
    """A county in memory: places in use, people in them, and what was attributed to whom on each day."""

    def __init__(self) -> None:
        self.in_use = {c: Place(c, c, _level(c), _parent(c), START) for c in (COUNTY, *CODES)}
        self.ever = set(self.in_use)
        self.people = dict(enumerate(CODES * 3))
        self.lineage: list[Descent] = []
        self.days: list[tuple[set[str], dict[int, str]]] = []

    def make(self, change: Change) -> None:
        made = plan(change, self.in_use, self.ever)
        for place in made.opened:
            self.in_use[place.code] = place
            self.ever.add(place.code)
        for code in made.closed:
            del self.in_use[code]
        heirs = {s.old: s.new for s in made.successions if s.heir}
        self.lineage += [Descent(old, new, change.effective_on) for old, new in heirs.items()]
        parts = [s.new for s in made.successions if s.old == change.origins[0] and not s.heir]
        for number, code in self.people.items():
            part = parts[number % 2] if number % 2 < len(parts) and code == change.origins[0] else None
            self.people[number] = part or heirs.get(code, code)


steps = st.lists(
    st.tuples(
        st.sampled_from(["rename", "merge", "split", "recode"]),
        st.booleans(),
        st.integers(0, 99),
        st.integers(0, 99),
        st.integers(1, 999),
    ),
    min_size=1,
    max_size=12,
)


def _change(county: Simulated, on: date, kind: str, towns: bool, one: int, other: int, digits: int) -> Change:
    codes = sorted(c for c, place in county.in_use.items() if place.level == ("town" if towns else "village"))
    first, second = codes[one % len(codes)], codes[other % len(codes)]
    fresh = f"341599{digits:03}000" if towns else f"{second[:9]}{digits:03}"
    target = {
        "rename": (Target(first, "新名"),),
        "merge": (Target(second),) if digits % 2 else (Target(fresh, "合村"),),
        "split": (Target(first, rest=True) if digits % 2 else Target(f"{first[:6]}999000", "余", rest=True),
                  Target(fresh, "分村")),
        "recode": (Target(fresh, "改村"),),
    }[kind]  # fmt: skip
    origins = (first, second) if kind == "merge" and not digits % 2 else (first,)
    return Change(kind, on, origins, target)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(steps)
def test_everybody_is_attributed_exactly_once_and_old_codes_lead_to_codes_in_use(
    wanted: list[tuple[str, bool, int, int, int]],
) -> None:
    county = Simulated()
    for number, step in enumerate(wanted, 1):
        on = START + timedelta(days=number)
        change = _change(county, on, *step)
        if findings(change, county.in_use, county.ever, "341599", on):
            continue
        before = dict(county.people)
        county.make(change)
        assert county.people.keys() == before.keys()
        assert set(county.people.values()) <= county.in_use.keys()
        county.days.append((set(before.values()), before))
    today = set(county.in_use)
    for codes, attributed in county.days:
        stands = successors(codes, today, county.lineage)
        for code in codes:
            assert stands.get(code, code) in today
        # Nobody who was counted then is lost: each old code stands for a code in which people can be found now.
        assert len(attributed) == len(county.people)
    for place in county.in_use.values():
        assert place.parent is None or place.parent in county.in_use
        assert place.parent is None or place.code.startswith(place.parent.rstrip("0")[:6])


def test_a_code_that_never_was_has_no_successor() -> None:
    assert successor("341599001009", {"341599001001"}, []) is None


def test_a_chain_is_followed_in_the_order_of_its_days() -> None:
    line = [Descent("a", "b", START), Descent("b", "c", START + timedelta(days=9))]
    assert successor("a", {"c"}, line) == "c"
    assert successor("a", {"b"}, line) == "b"
    assert successors(["a", "b", "c"], {"c"}, line) == {"a": "c", "b": "c"}


def test_a_circle_leads_nowhere() -> None:
    assert successor("a", set(), [Descent("a", "b", START), Descent("b", "a", START)]) is None


def test_after_a_split_all_parts_are_named_and_each_leads_to_where_it_is_now() -> None:
    later = START + timedelta(days=9)
    lines = [Descent("a", "b", START), Descent("a", "c", START), Descent("c", "d", later)]
    assert descendants("a", {"b", "d"}, lines) == {"b", "d"}
    assert descendants("c", {"b", "d"}, lines) == {"d"}
    assert descendants("b", {"b", "d"}, lines) == {"b"}
    assert descendants("x", {"b", "d"}, lines) == set()
    assert descendants("a", set(), [Descent("a", "b", START), Descent("b", "a", START)]) == set()


def test_what_left_a_code_before_it_was_closed_says_nothing_of_its_successor() -> None:
    lines = [Descent("a", "b", START), Descent("a", "c", START + timedelta(days=9))]
    assert descendants("a", {"b", "c"}, lines) == {"c"}
