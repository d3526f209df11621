"""A refused edit shows both versions: the one that the caller had read, and the one that stands now."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID

from chassis.concurrency import RevisionStale
from chassis.http import SUBJECTS_HEADER


class Shown(NamedTuple):
    """A version as answers show it, and the persons in it, for the access log."""

    content: dict[str, Any] | None
    persons: Iterable[UUID] = ()


@asynccontextmanager
async def telling_both(if_match: str | None, show: Callable[[int], Awaitable[Shown]]) -> AsyncIterator[None]:
    """Add ``read`` and ``now`` to a RevisionStale that is raised in the block; ``show`` loads one revision.

    ``read`` is null for a revision that never was, and for one of the time before versions were kept.
    """
    try:
        yield
    except RevisionStale as stale:
        assert if_match is not None  # noqa: S101 - a missing one is refused differently
        now = stale.facts["current"]
        asked = int(if_match.removeprefix("W/").strip('"'))
        read = await show(asked) if 0 < asked < now else Shown(None)
        current = await show(now)
        stale.facts |= {"read": read.content, "now": current.content}
        named = dict.fromkeys([*read.persons, *current.persons])
        stale.headers |= {SUBJECTS_HEADER: ",".join(map(str, named))} if named else {}
        raise
