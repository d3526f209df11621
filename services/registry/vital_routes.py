"""The routes of every kind of vital event: register, list, get, correct, revoke. A kind states only what differs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Path, Query
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Page
from chassis.problems import BadPayload, CharterRefusal, NotFound, Problem, documented
from chassis.sealing import Sealer
from services.registry.both_versions import Shown, telling_both
from services.registry.event_versions import event_version
from services.registry.payloads import CalendarDate, Payload, QueryCode
from services.registry.sealed import SealerDep
from services.registry.vital_events import (
    Ranged,
    StepNotPossible,
    answer,
    find_event,
    list_events,
    page,
    persons_in,
    shown,
)
from services.registry.vital_schemas import Correction, Revocation, VitalEventOut
from services.registry.vital_tables import VitalEvent

E = TypeVar("E", bound=VitalEvent)


@dataclass(frozen=True, kw_only=True)
class VitalKind(Generic[E]):
    """One kind: its words, its forms, its use cases, and what those may refuse beyond what every kind may."""

    one: str
    """As in ``get_birth`` and ``{birth_id}``; the plural is the path."""
    chinese: str
    registers: str
    """What registering means, for the description of its route; so ``lists`` for the list's."""
    lists: str
    per_page: int
    """At most so many in an answer: everybody in them is named in one header, for the access log."""
    table: type[E]
    entry: type[Payload]
    correction: type[Correction]
    out: type[VitalEventOut]
    register: Callable[..., Awaitable[E]]
    """(session, sealer, caller, entry) → event."""
    correct: Callable[..., Awaitable[E]]
    """(session, sealer, caller, id, If-Match, correction) → event."""
    revoke: Callable[..., Awaitable[E]]
    """(session, caller, id, If-Match, revocation) → event."""
    unknown: type[NotFound]
    refuses_entry: tuple[type[Problem], ...]
    refuses_correction: tuple[type[Problem], ...]
    refuses_revocation: tuple[type[Problem], ...] = ()

    @property
    def many(self) -> str:
        """The plural: as in ``/births`` and ``list_births``."""
        return f"{self.one}s"


def vital_routes(kind: VitalKind[E]) -> Router:
    """The router of a kind of vital events."""
    router = Router(prefix=f"/{kind.many}", tags=[f"{kind.many} {kind.chinese}"])
    _add_registering(router, kind)
    _add_reading(router, kind)
    _add_revising(router, kind)
    return router


def _add_registering(router: Router, kind: VitalKind[E]) -> None:
    @router.post(
        "",
        name=f"post_{kind.one}",
        description=kind.registers,
        status_code=201,
        response_model=kind.out,
        responses=documented(BadPayload, CharterRefusal, *kind.refuses_entry),
    )
    @access(staff=VILLAGE_UP)
    async def post_event(
        session: Session,
        response: Response,
        caller: CallerDep,
        sealer: SealerDep,
        body: kind.entry,  # type: ignore[name-defined]
    ) -> Any:
        return answer(response, await kind.register(session, sealer, caller, body), sealer, kind.out)


def _add_reading(router: Router, kind: VitalKind[E]) -> None:
    @router.get(
        "",
        name=f"list_{kind.many}",
        description=kind.lists,
        response_model=Page[kind.out],  # type: ignore[name-defined]
        responses=documented(BadPayload),
    )
    @access(staff=VILLAGE_UP)
    async def get_events(
        session: Session,
        response: Response,
        caller: CallerDep,
        sealer: SealerDep,
        division: QueryCode = None,
        first: Annotated[CalendarDate, Query(alias="from")] = date.min,
        last: Annotated[CalendarDate, Query(alias="to")] = date.max,
        cursor: Cursor = None,
        limit: Annotated[int, Query(ge=1, le=kind.per_page)] = 50,
    ) -> Any:
        rows = await list_events(session, caller, kind.table, Ranged(division, first, last, cursor, limit))
        return page(response, rows, sealer, kind.out, kind.table, limit)

    @router.get(
        f"/{{{kind.one}_id}}",
        name=f"get_{kind.one}",
        description=f"One registered {kind.one}.",
        response_model=kind.out,
        responses=documented(kind.unknown),
    )
    @access(staff=VILLAGE_UP)
    async def get_event(
        session: Session,
        response: Response,
        caller: CallerDep,
        sealer: SealerDep,
        event_id: Annotated[UUID, Path(alias=f"{kind.one}_id")],
    ) -> Any:
        event = await find_event(session, caller, kind.table, event_id, kind.unknown)
        return answer(response, event, sealer, kind.out)


def _add_revising(router: Router, kind: VitalKind[E]) -> None:
    revised = (kind.unknown, RevisionMissing, RevisionStale, StepNotPossible)

    @router.post(
        f"/{{{kind.one}_id}}/correction",
        name=f"post_{kind.one}_correction",
        description="Correct what was registered wrongly.",
        response_model=kind.out,
        responses=documented(*revised, BadPayload, *kind.refuses_correction),
    )
    @access(staff=TOWNSHIP_UP)
    async def post_correction(
        session: Session,
        response: Response,
        caller: CallerDep,
        sealer: SealerDep,
        event_id: Annotated[UUID, Path(alias=f"{kind.one}_id")],
        body: kind.correction,  # type: ignore[name-defined]
        if_match: IfMatch = None,
    ) -> Any:
        async with telling_both(if_match, partial(_shown, session, sealer, kind, event_id)):
            corrected = await kind.correct(session, sealer, caller, event_id, if_match, body)
        return answer(response, corrected, sealer, kind.out)

    @router.post(
        f"/{{{kind.one}_id}}/revocation",
        name=f"post_{kind.one}_revocation",
        description="Take a wrong registration back; what it changed stands again as before.",
        response_model=kind.out,
        responses=documented(*revised, *kind.refuses_revocation),
    )
    @access(staff=TOWNSHIP_UP)
    async def post_revocation(
        session: Session,
        response: Response,
        caller: CallerDep,
        sealer: SealerDep,
        event_id: Annotated[UUID, Path(alias=f"{kind.one}_id")],
        body: Revocation,
        if_match: IfMatch = None,
    ) -> Any:
        async with telling_both(if_match, partial(_shown, session, sealer, kind, event_id)):
            revoked = await kind.revoke(session, caller, event_id, if_match, body)
        return answer(response, revoked, sealer, kind.out)


async def _shown(session: AsyncSession, sealer: Sealer, kind: VitalKind[E], event_id: UUID, revision: int) -> Shown:
    event: E | None = await session.get_one(kind.table, event_id)
    if event is not None and event.revision != revision:
        event = await event_version(session, kind.table, event_id, revision)
    if event is None:
        return Shown(None)
    return Shown(shown(event, sealer, kind.out).model_dump(mode="json"), persons_in(event))
