"""Turns whatever goes wrong in a request into a problem document; nothing else reaches a caller."""

import asyncpg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from chassis.fault_places import place_of
from chassis.fault_words import of_validation
from chassis.problems import (
    BadPayload,
    Fault,
    MethodNotAllowed,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Problem,
    TooLarge,
    TryAgain,
    to_response,
)

log = structlog.get_logger()

_BY_STATUS: dict[int, type[Problem]] = {
    401: NotSignedIn,
    403: NotAllowed,
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
}
_UNREADABLE = 400  # the framework's answer to a body that it cannot parse; it says why in English
_TEXT_THE_DATABASE_CANNOT_HOLD = {"22021", "22P05"}  # NUL and lone surrogates
_TAKEN_BACK = {"40001", "40P01", "55P03"}  # not serializable, a deadlock, a lock not had in time


def install(app: FastAPI) -> None:
    """Register all handlers on ``app``."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(asyncpg.PostgresError, _database)
    app.add_exception_handler(Exception, _unexpected)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this type
    return to_response(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type
    faults = [Fault(place_of(e, error.body), str(e["type"]), of_validation(e)) for e in error.errors()]
    return to_response(request, BadPayload(faults=faults))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
    problem = _BY_STATUS.get(error.status_code, BadPayload if error.status_code < 500 else Problem)()
    problem.headers = dict(error.headers or {})
    if type(problem) in (BadPayload, Problem):
        problem.detail_en = problem.detail_zh = str(error.detail)
    if error.status_code == _UNREADABLE:
        problem.detail_zh = "提交的内容无法解析，请检查格式和编码。"
    return to_response(request, problem)


async def _database(request: Request, error: Exception) -> Response:
    # Hot reads go straight to the driver, and come without SQLAlchemy's wrapping.
    cause = error.orig if isinstance(error, DBAPIError) else error
    if getattr(cause, "sqlstate", None) in _TEXT_THE_DATABASE_CANNOT_HOLD:
        fault = Fault("#", "unstorable_text", "text holds a character that cannot be stored")
        return to_response(request, BadPayload(faults=[fault]))
    if getattr(cause, "sqlstate", None) in _TAKEN_BACK:
        return to_response(request, TryAgain(headers={"Retry-After": "1"}))
    return await _unexpected(request, error)


async def _unexpected(request: Request, error: Exception) -> Response:
    # The message may quote a row; the type and the place say enough to find the fault.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    route = getattr(request.scope.get("route"), "path", "?")
    log.error("request_failed", error=type(error).__name__, place=place, route=route)
    return to_response(request, Problem())
