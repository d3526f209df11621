"""Answers a sandbox client's call in place of the service that it names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import asyncpg
import orjson

from chassis import clock
from chassis.access import Access, disclose
from chassis.auth import Caller
from chassis.http import SUBJECTS_HEADER
from chassis.telemetry import ROUTE_HEADER
from gateway.disclosure.lookups import Lookup
from gateway.proxy.upstream import Answer, Call
from gateway.sandbox.answers import ANSWERS, Asked, Said, id_in
from gateway.sandbox.errors import NotInSandbox

_KEPT = "SELECT kind, id, thing FROM sandbox_things WHERE account = $1"
_KEEP = """
INSERT INTO sandbox_things (account, kind, id, thing) VALUES ($1, $2, $3, $4)
ON CONFLICT (account, kind, id) DO NOTHING
"""


class SandboxUpstream:
    """For one call: the caller with its decision, and the look-up that was allowed."""

    def __init__(self, pool: asyncpg.Pool, caller: Caller, lookup: Lookup) -> None:
        self._pool, self._caller, self._lookup = pool, caller, lookup

    @asynccontextmanager
    async def answer(self, call: Call) -> AsyncIterator[Answer]:
        """See Upstream. Raises BadPayload, NotFound, NotInSandbox."""
        answering = ANSWERS.get((self._lookup.method, self._lookup.path))
        if answering is None:
            raise NotInSandbox()
        said = answering(await self._asked(call))
        if said.keep is not None:
            kind, name, thing = said.keep
            await self._pool.execute(_KEEP, self._caller.subject, kind, name, orjson.dumps(thing).decode())
        yield self._projected(said)

    async def _asked(self, call: Call) -> Asked:
        address = urlsplit(call.address)
        rows = await self._pool.fetch(_KEPT, self._caller.subject)
        kept: dict[tuple[str, str], dict[str, Any]] = {
            (row["kind"], str(row["id"])): orjson.loads(row["thing"]) for row in rows
        }
        return Asked(
            self._caller.department or "",
            id_in(address.path, self._lookup.path),
            dict(parse_qsl(address.query)),
            await call.body.whole(),
            kept,
        )

    def _projected(self, said: Said) -> Answer:
        """As a service projects it: the same rows, the same fields."""
        (resource,) = self._caller.fields
        shown = disclose(said.body, self._caller, Access((), resource, said.about), clock.today())
        headers = [(b"content-type", b"application/json"), (ROUTE_HEADER.lower().encode(), self._lookup.path.encode())]
        if shown.subjects:
            headers.append((SUBJECTS_HEADER.lower().encode(), ",".join(shown.subjects).encode()))
        return Answer(said.status, headers, _once(orjson.dumps(shown.body)))


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body
