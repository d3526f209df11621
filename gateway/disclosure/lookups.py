"""Which requests a policy allows, and their index: a request finds its rule in a few steps, however many there are."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from gateway.disclosure.policies import Rule

# A look-up that is allowed may always be paged.
_PAGING = frozenset({"limit", "cursor"})


class Lookup(msgspec.Struct, frozen=True):
    """A parsed entry of ``Policy.lookups``."""

    method: str
    path: str
    segments: tuple[str, ...]
    query: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> "Lookup":
        """From ``GET /api/registry/v1/persons/{person_id}?name&division``. Raises ValueError."""
        method, separator, address = text.partition(" ")
        path, _, query = address.partition("?")
        if not separator or not path.startswith("/api/"):
            raise ValueError(f"{text!r} is not 'METHOD /api/…'")
        return cls(method, path, tuple(path.split("/")), frozenset(filter(None, query.split("&"))))


class _Node:
    __slots__ = ("any", "found", "named")

    def __init__(self) -> None:
        self.named: dict[str, _Node] = {}
        self.any: _Node | None = None
        self.found: dict[tuple[str, frozenset[str]], list[tuple[Rule, Lookup]]] = {}

    def step(self, segment: str) -> "_Node":
        if not segment.startswith("{"):
            return self.named.setdefault(segment, _Node())
        self.any = self.any or _Node()
        return self.any


class LookupIndex:
    """The look-ups of one department for one purpose, as a tree by path segment."""

    def __init__(self, rules: Sequence["Rule"]) -> None:
        self._root = _Node()
        for rule in rules:
            for lookup in rule.lookups:
                node = self._root
                for segment in lookup.segments:
                    node = node.step(segment)
                node.found.setdefault((lookup.method, lookup.query), []).append((rule, lookup))
        # A path without a parameter is one of few, and asked for again and again.
        fixed = {lookup.path for rule in rules for lookup in rule.lookups if "{" not in lookup.path}
        self._fixed = {path: self._walk(path) for path in fixed}

    def find(self, method: str, path: str, query: frozenset[str], on: date) -> "tuple[Rule, Lookup] | None":
        """The rule in force that allows a request: same method, path and query names, paging aside."""
        key = ("GET" if method == "HEAD" else method, query - _PAGING)
        for node in self._fixed.get(path) or self._walk(path):
            for pair in node.found.get(key, ()):
                if pair[0].policy.is_effective(on):
                    return pair
        return None

    def _walk(self, path: str) -> list[_Node]:
        nodes = [self._root]
        for segment in path.split("/"):
            nodes = [after for node in nodes for after in _after(node, segment)]
        return nodes


def _after(node: _Node, segment: str) -> list[_Node]:
    named = node.named.get(segment)
    return [each for each in (named, node.any if segment else None) if each is not None]
