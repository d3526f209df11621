"""Which figures of a tree of places may be published, so that no small count can be worked out. Pure.

Every place has one table (rows × columns, e.g. age groups × sexes). It is published whole (``FULL``), without the
inside (``MARGINS``), with its total only (``TOTAL``), or not at all (``NOTHING``). Small counts decide first. Then more
is withheld too, until for every small count there is another county, equal in all that is published, in which
that count is different: people are swapped in thought between two places whose tables are withheld. What cannot be
shown so is withheld further. Figures are decided for the whole county at once, so the answers to two questions never
give away what one alone does not (Repsilber's hypercubes are the idea behind the swaps).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

FULL, MARGINS, TOTAL, NOTHING = range(4)

Cell = tuple[str, str]
Table = dict[Cell, int]
Item = tuple[str | None, str | None]
"""A count of a table: a cell, a row's total (column None), a column's total (row None), or the total (both None)."""


@dataclass
class Node:
    """A place with its table; the tables of ``parts`` add up to it."""

    code: str
    table: Table
    parent: "Node | None" = None
    parts: list["Node"] = field(default_factory=list)
    withheld: int = FULL
    small: list[Item] = field(default_factory=list)

    def count(self, item: Item) -> int:
        """The count that an item stands for."""
        row, column = item
        return sum(n for (r, c), n in self.table.items() if row in (None, r) and column in (None, c))

    @property
    def leaves(self) -> Iterator["Node"]:
        """The innermost places inside, or the place itself."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def people(self) -> int:
        """The total of the table."""
        return sum(self.table.values())


def decide(roots: Sequence[Node], smallest: int) -> None:
    """Set ``withheld`` of every node. Roots are counties; nothing is published of what is around them."""
    nodes = [node for root in roots for node in _walk(root)]
    for node in nodes:
        node.small = [item for item in _items(node.table) if 0 < node.count(item) < smallest]
        node.withheld = max((_level(item, node.table) for item in node.small), default=FULL)
    while _balance(nodes) or _protect(nodes):
        pass


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts:
        yield from _walk(part)


def _items(table: Table) -> list[Item]:
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    ends: list[Item] = [(row, None) for row in rows] + [(None, column) for column in columns] + [(None, None)]
    return [*table, *ends]


def _level(item: Item, table: Table) -> int:
    if item == (None, None):
        return NOTHING
    if None in item:
        # Where there is one column, its total is the total.
        return NOTHING if item[0] is None and len({column for _, column in table}) == 1 else TOTAL
    return MARGINS


def _balance(nodes: Sequence[Node]) -> bool:
    """Nobody is withheld alone among the parts of a place, and a place is not given away by all its parts."""
    changed = False
    for node in nodes:
        peopled = [part for part in node.parts if part.people]
        for level in (MARGINS, TOTAL, NOTHING):
            hidden = sum(part.withheld >= level for part in peopled)
            wanted = min(2, len(peopled)) if hidden or (node.withheld >= level and peopled) else 0
            others = sorted((p for p in peopled if p.withheld < level), key=lambda p: (p.people, p.code))
            # A place that is withheld itself needs parts with people to swap; otherwise the smallest loses least.
            chosen = others[::-1] if node.withheld >= level else others
            for part in chosen[: max(0, wanted - hidden)]:
                part.withheld, changed = level, True
            if len(peopled) == 1 and peopled[0].withheld >= level > node.withheld:
                node.withheld, changed = level, True
    return changed


def _protect(nodes: Sequence[Node]) -> bool:
    """Withhold more for each small count that could be worked out; False when there was none."""
    leaves = [node for node in nodes if not node.parts and node.people]
    changed = False
    for node in nodes:
        for item in node.small:
            if not _another_county(leaves, node, item):
                changed |= _withhold_more(leaves, node, item)
    return changed


def _withhold_more(leaves: Sequence[Node], node: Node, item: Item) -> bool:
    siblings = [] if node.parent is None else [p for p in node.parent.parts if p is not node and p.people]
    for other in sorted((s for s in siblings if s.withheld < node.withheld), key=lambda s: (s.people, s.code)):
        before, other.withheld = other.withheld, node.withheld
        if _another_county(leaves, node, item):
            return True
        other.withheld = before
    if node.withheld < NOTHING:
        node.withheld += 1
        return True
    # Nothing is published of it; what is around it must not give it away either.
    for around in (*siblings, node.parent):
        if around is not None and around.withheld < NOTHING:
            around.withheld = NOTHING
            return True
    return False


def _another_county(leaves: Sequence[Node], node: Node, item: Item) -> bool:
    """Whether another county looks the same from outside and has another count in this place."""
    level = node.withheld
    inside = list(node.leaves)
    if all(around.withheld >= NOTHING for around in (node, *_around(node))):
        return True
    for other in leaves:
        for own in inside:
            if other not in inside and _apart(own, other, level) and _swap(own.table, other.table, item, level):
                return True
    return False


def _around(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _apart(one: Node, other: Node, level: int) -> bool:
    """Whether every place that holds just one of the two is withheld at ``level`` or more."""
    ones, others = [one, *_around(one)], [other, *_around(other)]
    shared = {id(n) for n in ones} & {id(n) for n in others}
    return all(n.withheld >= level for n in (*ones, *others) if id(n) not in shared)


def _swap(own: Table, other: Table, item: Item, level: int) -> bool:
    rows, columns = sorted({r for r, _ in own}), sorted({c for _, c in own})
    affected = [(r, c) for r, c in own if item[0] in (None, r) and item[1] in (None, c)]
    if level == NOTHING:
        return any(own[cell] or other.get(cell) for cell in affected)
    if level == TOTAL:
        outside = [cell for cell in own if cell not in affected]
        pairs = product(affected, outside)
        # One person here counts elsewhere in the table, and one there the other way round; the sums stay.
        return any((own[a] and other.get(b)) or (own[b] and other.get(a)) for a, b in pairs)
    for row, column in affected:
        for r, c in product(rows, columns):
            if r == row or c == column:
                continue
            same, crossed = ((row, column), (r, c)), ((row, c), (r, column))
            for down, up in ((same, crossed), (crossed, same)):
                if all(own.get(x) for x in down) and all(other.get(x) for x in up):
                    return True
    return False
