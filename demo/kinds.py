"""The kinds of household that a county has, as data: who lives together, and how far apart they are in age.

A kind starts from its anchor (usually the youngest child); each other member's age follows from a member
before them plus a gap in years.  Shares are the demo's own rough guess; `demo.pyramid` bends them until the
ages and the household size of the whole county fit.
"""

from typing import NamedTuple

from demo.numbers import MAN, WOMAN

CHILD = "?"  # either sex

# Relations to the head, GB/T 4761.  SON and GRANDSON stand for either sex where the member's sex is open.
HEAD, SPOUSE, SON, DAUGHTER, SONS_WIFE = "02", "10", "20", "30", "38"
GRANDSON, GRANDDAUGHTER, FATHER, MOTHER = "41", "42", "51", "52"


class Member(NamedTuple):
    """`base` is the index of the member whose age the gap is added to; `state` picks the marital table."""

    relation: str
    sex: str
    state: str
    base: int = -1
    gap: str = ""


class Kind(NamedTuple):
    """`ages`: (from, to, weight) of the anchor's age, `to` excluded."""

    name: str
    share: float
    ages: tuple[tuple[int, int, float], ...]
    members: tuple[Member, ...]


def _gap(first: int, weights: tuple[int, ...]) -> dict[int, float]:
    total = sum(weights)
    return {first + index: weight / total for index, weight in enumerate(weights)}


# Years to add to the base member's age.
GAPS: dict[str, dict[int, float]] = {
    "": {0: 1.0},
    "husband's wife": _gap(-8, (1, 1, 2, 4, 7, 11, 15, 17, 15, 10, 6, 3, 1)),
    "wife's husband": _gap(-4, (1, 3, 6, 10, 15, 17, 15, 11, 7, 4, 2, 1, 1)),
    "youngest's mother": _gap(20, (2, 4, 6, 8, 10, 11, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 2, 1, 1)),
    "mother of two": _gap(23, (2, 4, 6, 9, 11, 12, 12, 11, 10, 9, 8, 7, 5, 4, 3, 2, 2, 1)),
    "mother of three": _gap(26, (3, 6, 9, 12, 12, 11, 10, 9, 8, 6, 5, 4, 2, 1)),
    "older sibling": _gap(1, (3, 9, 13, 13, 9)),
    "father of a grown child": _gap(21, (3, 6, 9, 11, 12, 12, 11, 9, 8, 6, 5, 4, 3, 1)),
    "grandfather": _gap(42, (2, 3, 5, 7, 8, 9, 10, 10, 9, 8, 7, 6, 5, 4, 3, 2, 2)),
}

_M, _S, _G, _F = "married", "single", "child", "widowed"


def _head(sex: str, state: str, base: int = -1, gap: str = "") -> Member:
    return Member(HEAD, sex, state, base, gap)


def _child(base: int = -1, gap: str = "", relation: str = SON) -> Member:
    return Member(relation, CHILD, _G, base, gap)


def _wife(base: int, relation: str = SPOUSE, gap: str = "youngest's mother") -> Member:
    return Member(relation, WOMAN, _M, base, gap)


_HUSBAND, _WIFE_OF, _SIBLING, _PARENT = (
    "wife's husband",
    "husband's wife",
    "older sibling",
    "father of a grown child",
)
_YOUNG = ((0, 6, 2.0), (6, 18, 2.0), (18, 25, 0.7))

KINDS: tuple[Kind, ...] = (
    Kind("man alone", 12, ((20, 60, 1.0), (60, 96, 1.0)), (_head(MAN, _S),)),
    Kind("woman alone", 13, ((20, 60, 0.8), (60, 98, 1.3)), (_head(WOMAN, _S),)),
    Kind("couple", 25, ((24, 32, 1.0), (32, 45, 0.5), (45, 92, 1.4)), (_head(MAN, _M), _wife(0, gap=_WIFE_OF))),
    Kind("mother and child", 4, ((0, 20, 1.0), (20, 45, 0.5)), (_child(), _head(WOMAN, _S, 0, "youngest's mother"))),
    Kind("father and child", 3, ((3, 20, 1.0), (20, 45, 0.5)), (_child(), _head(MAN, _S, 0, _PARENT))),
    Kind("one child", 17, (*_YOUNG, (25, 34, 0.3)), (_child(), _wife(0), _head(MAN, _M, 1, _HUSBAND))),
    Kind(
        "two children",
        10,
        _YOUNG,
        (_child(), _child(0, _SIBLING), _wife(0, gap="mother of two"), _head(MAN, _M, 2, _HUSBAND)),
    ),
    Kind(
        "three children",
        1.2,
        ((0, 12, 1.0),),
        (
            _child(),
            _child(0, _SIBLING),
            _child(1, _SIBLING),
            _wife(0, gap="mother of three"),
            _head(MAN, _M, 3, _HUSBAND),
        ),
    ),
    Kind(
        "three generations, grandparents' house",
        4,
        ((0, 12, 1.0),),
        (
            _child(relation=GRANDSON),
            _wife(0, SONS_WIFE),
            Member(SON, MAN, _M, 1, _HUSBAND),
            _head(MAN, _M, 2, _PARENT),
            _wife(3, gap=_WIFE_OF),
        ),
    ),
    Kind(
        "three generations, two grandchildren",
        2,
        ((0, 12, 1.0),),
        (
            _child(relation=GRANDSON),
            _child(0, _SIBLING, GRANDSON),
            _wife(0, SONS_WIFE, "mother of two"),
            Member(SON, MAN, _M, 2, _HUSBAND),
            _head(MAN, _M, 3, _PARENT),
            _wife(4, gap=_WIFE_OF),
        ),
    ),
    Kind(
        "three generations, widowed grandmother",
        4,
        ((3, 24, 1.0),),
        (_child(), _wife(0), _head(MAN, _M, 1, _HUSBAND), Member(MOTHER, WOMAN, _F, 2, _PARENT)),
    ),
    Kind(
        "three generations, parents of the head",
        2,
        ((2, 20, 1.0),),
        (
            _child(),
            _wife(0),
            _head(MAN, _M, 1, _HUSBAND),
            Member(FATHER, MAN, _M, 2, _PARENT),
            _wife(3, MOTHER, _WIFE_OF),
        ),
    ),
    Kind(
        "couple and an old parent",
        2,
        ((38, 68, 1.0),),
        (_head(MAN, _M), _wife(0, gap=_WIFE_OF), Member(MOTHER, WOMAN, _F, 0, _PARENT)),
    ),
    Kind(
        "grandparents and grandchild",
        3,
        ((1, 17, 1.0),),
        (_child(relation=GRANDSON), _head(MAN, _M, 0, "grandfather"), _wife(1, gap=_WIFE_OF)),
    ),
    Kind(
        "parents, son and his wife",
        2,
        ((24, 34, 1.0),),
        (
            Member(SON, MAN, _M),
            _wife(0, SONS_WIFE, _WIFE_OF),
            _head(MAN, _M, 0, _PARENT),
            _wife(2, gap=_WIFE_OF),
        ),
    ),
)
