"""A Merkle tree over a group of things that are signed together (RFC 9162, section 2.1). Pure.

One signature over the root stands for every leaf; a leaf with its path proves that it belongs to the root, and tells
nothing of its neighbours but their hashes.
"""

import hashlib

import msgspec


class Place(msgspec.Struct, frozen=True):
    """Where a leaf stands among ``size``, and the hashes beside its way up to the root."""

    index: int
    size: int
    path: tuple[bytes, ...]


def leaf_of(content: bytes) -> bytes:
    """The hash of a leaf; the first byte keeps leaves and nodes apart."""
    return hashlib.sha256(b"\0" + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_over(leaves: list[bytes]) -> tuple[bytes, list[Place]]:
    """The root over ``leaves`` (one at least), and the place of each."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        level = levels[-1]
        above = [_node(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
        # The last one of an odd number goes up as it is.
        levels.append(above + level[2 * len(above) :])
    return levels[-1][0], [Place(n, len(leaves), _path(levels, n)) for n in range(len(leaves))]


def _path(levels: list[list[bytes]], index: int) -> tuple[bytes, ...]:
    path = []
    for level in levels[:-1]:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        index >>= 1
    return tuple(path)


def root_from(leaf: bytes, place: Place) -> bytes | None:
    """The root that a leaf at ``place`` belongs to; None where no tree of that size has such a place."""
    if not 0 <= place.index < place.size:
        return None
    index, size, rest, found = place.index, place.size, list(place.path), leaf
    while size > 1:
        if index ^ 1 < size:
            if not rest:
                return None
            beside = rest.pop(0)
            found = _node(beside, found) if index & 1 else _node(found, beside)
        index, size = index >> 1, (size + 1) >> 1
    return None if rest else found
