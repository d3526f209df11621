"""The tree of places that counts are about: county, town, village by the digits of their codes. Pure."""

from collections.abc import Iterable, Mapping

from services.registry.statistics.suppression import Cell, Node, Table

_ENDS = {"county": 6, "town": 9, "village": 12}


def ends_of(level: str) -> int:
    """How many digits of a code tell places of this level apart."""
    return _ENDS[level]


def grow(counts: Iterable[tuple[str, str, str, int]], cells: Iterable[Cell]) -> list[Node]:
    """Counties with all that is inside, from (code, row, column, count). Every table has all ``cells``."""
    empty: Table = dict.fromkeys(cells, 0)
    nodes: dict[str, Node] = {}
    for code, row, column, count in counts:
        node: Node | None = _node(nodes, code, empty)
        while node is not None:
            node.table[row, column] = node.table.get((row, column), 0) + count
            node = node.parent
    return [node for node in nodes.values() if node.parent is None]


def _node(nodes: dict[str, Node], code: str, empty: Mapping[Cell, int]) -> Node:
    """The innermost place of a code. People of a town that no village is known of are a part of their own (``+``)."""
    around = None
    digits = code.ljust(12, "0")
    for key in (digits[:6], digits[:9], digits if digits[9:] != "000" else f"{digits}+"):
        if key not in nodes:
            nodes[key] = Node(key.ljust(12, "0"), dict(empty), around)
            if around is not None:
                around.parts.append(nodes[key])
        around = nodes[key]
    return nodes[key]


def at_level(roots: Iterable[Node], level: str) -> list[Node]:
    """The places of one level, by code."""
    found, wanted = list(roots), tuple(_ENDS).index(level)
    for _ in range(wanted):
        found = [part for node in found for part in node.parts]
    return sorted(found, key=lambda node: node.code)
