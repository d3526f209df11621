"""``POST``, ``GET`` and ``DELETE /session``: how people sign in, see who they are, and sign out in a browser."""

from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from chassis import clock
from chassis.problems import NotSignedIn, TooLarge, documented
from gateway.auth.errors import InvalidClient, InvalidGrant, InvalidTokenRequest, TooManyAttempts, UnsupportedGrantType
from gateway.auth.form_body import form_body
from gateway.auth.issue_token import issue_token
from gateway.auth.routes import TOKEN_FORM, address_of, desk_of, end
from gateway.auth.token_request import read_form, read_grant
from gateway.own_password.errors import PasswordChangeNeeded
from gateway.parts import Parts, parts_of
from gateway.second_factor.errors import SecondFactorNeeded, SecondFactorNotEnrolled, WrongCode
from gateway.web_session.cookie import NAME, check_origin, token_in
from gateway.web_session.errors import NotFromOurPage

router = APIRouter(tags=["oauth"])

_NO_STORE = {"Cache-Control": "no-store"}
_TEXT = {"type": "string"}
_ANSWER: dict[str, Any] = {
    "type": "object",
    "required": ["subject", "kind", "role", "department", "division", "expires_in", "session"],
    "properties": {
        "subject": _TEXT,
        "kind": {"type": "string", "enum": ["staff", "department"]},
        "role": {"type": ["string", "null"]},
        "department": {"type": ["string", "null"]},
        "division": {"type": ["string", "null"]},
        "expires_in": {"type": "integer", "description": "Seconds."},
        "session": {"type": "string", "format": "uuid", "description": "Which of one's sessions this is."},
    },
}
_SEEN: dict[int | str, dict[str, Any]] = {
    200: {"description": "Who is signed in.", "content": {"application/json": {"schema": _ANSWER}}}
}


class Seen(msgspec.Struct, frozen=True):
    """Who is signed in, and for how many more seconds."""

    subject: str
    kind: str
    role: str | None
    department: str | None
    division: str | None
    expires_in: int
    session: UUID


@router.post(
    "/session",
    operation_id="begin_session",
    summary="在浏览器中登录 / Sign in with a browser",
    openapi_extra=TOKEN_FORM,
    responses={
        **_SEEN,
        **documented(InvalidTokenRequest, UnsupportedGrantType, InvalidClient, TooLarge, TooManyAttempts),
        **documented(
            NotFromOurPage, InvalidGrant, WrongCode, SecondFactorNeeded, SecondFactorNotEnrolled, PasswordChangeNeeded
        ),
    },
)
async def begin_session(request: Request) -> Response:
    """The same form as ``/oauth/token``; the token goes into a cookie that scripts cannot read."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    _check(request)
    form = read_form(request.headers.get("content-type"), await form_body(request))
    issued = await issue_token(desk_of(parts), read_grant(form, None), address_of(request))
    response = seen(parts, issued.access_token)
    set_cookie(parts, response, issued.access_token, issued.expires_in)
    return response


@router.get(
    "/session",
    operation_id="get_session",
    summary="当前登录人 / Who is signed in",
    responses={**_SEEN, **documented(NotSignedIn)},
)
async def get_session(request: Request) -> Response:
    """Who is signed in with this browser."""
    return seen(parts_of(request), _token(request))


@router.delete(
    "/session",
    operation_id="end_session",
    summary="退出登录 / Sign out",
    status_code=204,
    responses={204: {"description": "Signed out."}, **documented(NotFromOurPage)},
)
async def end_session(request: Request) -> Response:
    """End the session; without one there is nothing to do."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    _check(request)
    with suppress(NotSignedIn):
        await end(parts, _token(request))
    response = Response(status_code=204, headers=_NO_STORE)
    set_cookie(parts, response, "", 0)
    return response


def _check(request: Request) -> None:
    check_origin(request.method, {name.lower(): value for name, value in request.headers.raw})


def _token(request: Request) -> str:
    return token_in(request.headers.get("cookie", "")) or ""


def seen(parts: Parts, token: str) -> Response:
    """Who holds ``token``. Raises NotSignedIn."""
    held = parts.tokens.verify(f"Bearer {token}")
    parts.revocations.check(held.session)
    caller = held.caller
    left = int(held.expires_at - clock.now().timestamp())
    told = Seen(caller.subject, caller.kind, caller.role, caller.department, caller.division, left, held.session)
    return Response(msgspec.json.encode(told), headers=_NO_STORE, media_type="application/json")


def set_cookie(parts: Parts, response: Response, value: str, seconds: int) -> None:
    """Give the browser a token, out of reach of scripts."""
    secure = parts.settings.secure_cookie
    response.set_cookie(NAME, value, max_age=seconds, httponly=True, samesite="strict", secure=secure, path="/")
