"""The chain that the access log is linked into as it is written. Pure.

Each connection of each process writes a chain of its own, so that no writer waits for another and nothing is read
before a group is written. A link covers the link before it and a salted digest of the entry: salt and content can be
removed when their time is over (C12) while every link still verifies.
"""

import hashlib
from typing import Any
from uuid import UUID

import msgspec
import orjson

from chassis.identifiers import new_id
from gateway.access_log.entries import Entry

_NOT_COVERED = ("secret", "salt")


class Link(msgspec.Struct, frozen=True):
    """One entry's place."""

    chain: UUID
    position: int
    digest: bytes
    hash: bytes


def content_of(entry: Entry) -> dict[str, Any]:
    """What a digest covers: everything but what the root already depends on, and the salt."""
    content = msgspec.structs.asdict(entry)
    for name in _NOT_COVERED:
        del content[name]
    # A set by nature: the table that holds it has no order of its own.
    content["subjects"] = sorted(entry.subjects)
    return content


def digest_of(salt: bytes, content: dict[str, Any]) -> bytes:
    """The salted digest of an entry's content."""
    # The driver's UUIDs are of a class of their own; as text they are the same.
    return hashlib.sha256(salt + orjson.dumps(content, default=str, option=orjson.OPT_SORT_KEYS)).digest()


def genesis(chain: UUID) -> bytes:
    """What the first link of a chain builds on."""
    return hashlib.sha256(b"huijia-access-log" + chain.bytes).digest()


def link(chain: UUID, previous: bytes, position: int, digest: bytes) -> Link:
    """The link at ``position`` (from 1) after the one with hash ``previous``."""
    head = hashlib.sha256(previous + position.to_bytes(8, "big") + digest).digest()
    return Link(chain, position, digest, head)


class Chain:
    """The chain of one connection: its head."""

    def __init__(self) -> None:
        self.id = new_id()
        self.position, self.head = 0, genesis(self.id)

    def links(self, entries: list[Entry]) -> list[Link]:
        """The links of a group, in its order. The head moves only when ``move`` is told that they are committed."""
        links, previous, position = list[Link](), self.head, self.position
        for entry in entries:
            position += 1
            links.append(link(self.id, previous, position, digest_of(entry.salt, content_of(entry))))
            previous = links[-1].hash
        return links

    def move(self, last: Link) -> None:
        """The group that ends with ``last`` is committed."""
        self.position, self.head = last.position, last.hash
