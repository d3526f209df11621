"""The HTTP side of the house rules: one transaction per request, committed before the answer leaves."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import orjson
import structlog
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, idempotency
from chassis.access import Access, access_of, disclose
from chassis.auth import Caller, of_request
from chassis.problems import NotFound, Problem
from chassis.sealing import Sealer

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

SUBJECTS_HEADER = "Huijia-Subjects"
"""Internal: the ids of the persons an answer tells about, for the access log. The gateway removes it."""


class TransactionalRoute(APIRoute):
    """Authenticates, checks the declared access, opens the transaction, answers repeats, commits, projects."""

    def get_route_handler(self) -> Handler:
        """The route's handler inside its transaction."""
        handle, declared = super().get_route_handler(), access_of(self.endpoint)

        async def handle_in_transaction(request: Request) -> Response:
            told = request.app.state.tokens.verify(request.headers.get("authorization"))
            caller = of_request(told, request.headers.get("x-request-id"))
            structlog.contextvars.bind_contextvars(request_id=caller.request_id)
            declared.check(caller)
            request.state.caller = caller
            async with request.app.state.database.sessions() as session:
                request.state.session = session
                try:
                    response = await _answer_once(request, session, caller, handle)
                    response = _disclosed(response, caller, declared)
                except Problem as problem:
                    raise _as_told(problem, caller) from None
                if response.status_code < 400 and session.in_transaction():
                    await session.commit()
            return response

        return handle_in_transaction


async def _answer_once(request: Request, session: AsyncSession, caller: Caller, handle: Handler) -> Response:
    key = await idempotency.key_of(request)
    if key is None:
        return await handle(request)
    fingerprint = await idempotency.fingerprint_of(request)
    first = await idempotency.claim(session, caller.subject, key, fingerprint)
    if first is not None:
        return first
    response = await handle(request)
    await idempotency.keep(session, caller.subject, key, response)
    return response


def _disclosed(response: Response, caller: Caller, declared: Access) -> Response:
    if caller.kind != "department" or declared.resource is None or response.status_code >= 400:
        return response
    body, subjects = shown_to(caller, declared, bytes(response.body), None)
    headers = {k: v for k, v in response.headers.items() if k.lower() not in ("content-length", "content-type")}
    if subjects is not None:
        # Whom the rows left out tell about was not shown; an answer repeated by its key names whom it shows as well.
        headers[SUBJECTS_HEADER.lower()] = ",".join(subjects)
    return Response(body, response.status_code, headers, "application/json")


def shown_to(
    caller: Caller, declared: Access, body: bytes, subjects: list[str] | None
) -> tuple[bytes, list[str] | None]:
    """What a department is shown of ``body``, and whom that tells about: ``subjects`` where the route does not say."""
    shown = disclose(orjson.loads(body), caller, declared, clock.today())
    return orjson.dumps(shown.body), subjects if shown.subjects is None else shown.subjects


def _as_told(problem: Problem, caller: Caller) -> Problem:
    # To a department a row outside its decision and a row that is not there are the same, down to the last word.
    return NotFound() if caller.kind == "department" and problem.status == NotFound.status else problem


class Router(APIRouter):
    """An APIRouter whose routes are all transactional and all declare access."""

    def __init__(self, **options: Any) -> None:
        super().__init__(route_class=TransactionalRoute, **options)


async def _session(request: Request) -> AsyncSession:
    return request.state.session


async def _sealer(request: Request) -> Sealer:
    sealer: Sealer = request.app.state.sealer
    return sealer


async def _caller(request: Request) -> Caller:
    return request.state.caller


Session = Annotated[AsyncSession, Depends(_session)]
CallerDep = Annotated[Caller, Depends(_caller)]
SealerDep = Annotated[Sealer, Depends(_sealer)]


def tell_subjects(response: Response, *person_ids: Any) -> None:
    """Name the persons that an answer discloses, for the log that they themselves can read (C9)."""
    response.headers[SUBJECTS_HEADER] = ",".join(str(person_id) for person_id in person_ids)
