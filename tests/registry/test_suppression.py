"""What is withheld cannot be worked out from what is published, whatever tables are laid side by side."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.statistics.suppression import FULL, MARGINS, TOTAL, Item, Node, decide
from services.registry.statistics.tree import at_level, grow

SMALLEST = 5
ROWS, COLUMNS = ("0", "1", "2"), ("m", "f")
CELLS = [(row, column) for row in ROWS for column in COLUMNS]

villages = st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=4)
counties = st.lists(villages, min_size=1, max_size=3)


def _nodes(county: list[list[list[int]]]) -> list[Node]:
    counts = [
        (f"341599{t:03}{v:03}", row, column, n)
        for t, town in enumerate(county, 1)
        for v, village in enumerate(town, 1)
        for (row, column), n in zip(CELLS, village, strict=True)
    ]
    roots = grow(counts, CELLS)
    decide(roots, SMALLEST)
    return [node for level in ("county", "town", "village") for node in at_level(roots, level)]


def _published(node: Node) -> Iterator[tuple[Item, int]]:
    ends: list[Item] = [(None, None)] if node.withheld <= TOTAL else []
    ends += [(row, None) for row in ROWS] + [(None, c) for c in COLUMNS] if node.withheld <= MARGINS else []
    for item in (*ends, *(CELLS if node.withheld == FULL else ())):
        yield item, node.count(item)


class Attacker:
    """Knows every published figure and all that follows from them by linear algebra, and that nobody counts below 0."""

    def __init__(self, nodes: list[Node]) -> None:
        self.leaves = [node for node in nodes if not node.parts]
        self.unknowns = {
            (id(leaf), cell): n for n, (leaf, cell) in enumerate((lf, c) for lf in self.leaves for c in CELLS)
        }
        self.facts = [(self._sum(node, item), value) for node in nodes for item, value in _published(node)]
        self._know_zeros()
        self.rows = self._reduced()

    def _sum(self, node: Node, item: Item) -> set[int]:
        return {
            self.unknowns[id(leaf), cell]
            for leaf in node.leaves
            for cell in CELLS
            if item[0] in (None, cell[0]) and item[1] in (None, cell[1])
        }

    def _know_zeros(self) -> None:
        # A sum of nobody is a sum of nobodies; what is left of other sums may be one as well.
        zero: set[int] = set()
        while True:
            more = {u for unknowns, value in self.facts if value == 0 for u in unknowns} - zero
            if not more:
                break
            zero |= more
            self.facts = [(unknowns - zero, value) for unknowns, value in self.facts]
        self.facts += [({unknown}, 0) for unknown in zero]

    def _reduced(self) -> dict[int, dict[int, Fraction]]:
        rows: dict[int, dict[int, Fraction]] = {}
        for unknowns, _ in self.facts:
            row = self._rest({unknown: Fraction(1) for unknown in unknowns}, rows)
            if row:
                pivot = min(row)
                rows[pivot] = {k: v / row[pivot] for k, v in row.items()}
        return rows

    @staticmethod
    def _rest(row: dict[int, Fraction], rows: dict[int, dict[int, Fraction]]) -> dict[int, Fraction]:
        while True:
            pivot = next((k for k in sorted(row) if k in rows), None)
            if pivot is None:
                return row
            factor = row[pivot]
            for k, v in rows[pivot].items():
                row[k] = row.get(k, Fraction(0)) - factor * v
            row = {k: v for k, v in row.items() if v}

    def knows(self, node: Node, item: Item) -> bool:
        return not self._rest({unknown: Fraction(1) for unknown in self._sum(node, item)}, self.rows)


@settings(max_examples=120, deadline=None)
@given(counties)
def test_no_small_count_can_be_worked_out(county: list[list[list[int]]]) -> None:
    nodes = _nodes(county)
    attacker = Attacker(nodes)
    ends: list[Item] = [(None, None), *((row, None) for row in ROWS), *((None, c) for c in COLUMNS)]
    for node in nodes:
        for item in (*ends, *CELLS):
            if 0 < node.count(item) < SMALLEST:
                assert not attacker.knows(node, item), (node.code, item)


def test_large_counts_are_published_whole() -> None:
    assert {node.withheld for node in _nodes([[[20] * 6] * 3] * 2)} == {FULL}


def test_one_small_village_takes_a_neighbour_along_and_nobody_else() -> None:
    quiet = [20] * 6
    nodes = _nodes([[[2, 20, 20, 20, 20, 20], quiet, quiet], [quiet, quiet]])
    assert {node.code: node.withheld for node in nodes if node.withheld} == {
        "341599001001": MARGINS,
        "341599001002": MARGINS,
    }


def test_a_county_of_three_people_says_nothing() -> None:
    assert all(list(_published(node)) == [] for node in _nodes([[[1, 1, 1, 0, 0, 0]]]))
