"""``POST /oauth/token``, ``POST /oauth/revoke``, ``GET /.well-known/jwks.json``."""

from contextlib import suppress
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from chassis import audit
from chassis.problems import NotSignedIn, TooLarge, documented
from gateway.auth.errors import (
    InvalidClient,
    InvalidGrant,
    InvalidTokenRequest,
    TooManyAttempts,
    UnsupportedGrantType,
)
from gateway.auth.form_body import form_body
from gateway.auth.issue_token import SignInDesk, issue_token
from gateway.auth.sessions import end_session
from gateway.auth.token_request import ASSERTION_TYPE, read_form, read_grant
from gateway.own_password.errors import PasswordChangeNeeded
from gateway.parts import Parts, certificate_for, parts_of
from gateway.second_factor.errors import SecondFactorNeeded, SecondFactorNotEnrolled, WrongCode

router = APIRouter(tags=["oauth"])

_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def form_schema(required: list[str], **fields: Any) -> dict[str, Any]:
    """A form's description in the OpenAPI document."""
    schema = {"type": "object", "required": required, "properties": fields}
    content = {"application/x-www-form-urlencoded": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


_TEXT = {"type": "string"}
_SECRET = {"type": "string", "format": "password"}
TOKEN_FORM = form_schema(
    ["grant_type"],
    grant_type={"type": "string", "enum": ["password", "client_credentials"]},
    username=_TEXT,
    password=_SECRET,
    totp={"type": "string", "description": "动态验证码或恢复码 / code of the second factor, or a recovery code"},
    client_id=_TEXT,
    client_secret=_SECRET,
    client_assertion_type={"type": "string", "enum": [ASSERTION_TYPE]},
    client_assertion={"type": "string", "description": "private_key_jwt (RFC 7523)"},
)
_TOKEN_ANSWER: dict[str, Any] = {
    "type": "object",
    "required": ["access_token", "token_type", "expires_in"],
    "properties": {
        "access_token": _TEXT,
        "token_type": {"type": "string", "enum": ["Bearer"]},
        "expires_in": {"type": "integer", "description": "Seconds."},
    },
}


@router.post(
    "/oauth/token",
    operation_id="get_token",
    summary="获取访问令牌 / Get an access token (RFC 6749)",
    openapi_extra=TOKEN_FORM,
    responses={
        200: {"description": "A token.", "content": {"application/json": {"schema": _TOKEN_ANSWER}}},
        **documented(InvalidTokenRequest, UnsupportedGrantType, InvalidClient, TooLarge, TooManyAttempts),
        **documented(InvalidGrant, WrongCode, SecondFactorNeeded, SecondFactorNotEnrolled, PasswordChangeNeeded),
    },
)
async def get_token(request: Request) -> Response:
    """Staff: ``password``, with username and password. Departments: ``client_credentials``, by assertion or secret."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    form = read_form(request.headers.get("content-type"), await form_body(request))
    grant = read_grant(form, request.headers.get("authorization"))
    issued = await issue_token(desk_of(parts), grant, address_of(request), certificate_for(parts, request.scope))
    return Response(msgspec.json.encode(issued), headers=_NO_STORE, media_type="application/json")


@router.post(
    "/oauth/revoke",
    operation_id="revoke_token",
    summary="注销令牌 / End a session (RFC 7009)",
    openapi_extra=form_schema(["token"], token=_TEXT),
    responses={200: {"description": "The token is not valid any more."}, **documented(InvalidTokenRequest, TooLarge)},
)
async def revoke_token(request: Request) -> Response:
    """Whoever holds a token may end it. A token that is not valid is answered with 200 too, as the standard asks."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    form = read_form(request.headers.get("content-type"), await form_body(request))
    token = form.get("token")
    if not token:
        raise InvalidTokenRequest("缺少 token。", "token is missing.")
    with suppress(NotSignedIn):
        await end(parts, token, certificate_for(parts, request.scope))
    return Response(status_code=200, headers=_NO_STORE)


@router.get("/.well-known/jwks.json", operation_id="get_keys", summary="验签公钥 / The public keys (RFC 7517)")
async def get_keys(request: Request) -> dict[str, Any]:
    """The keys with which the gateway's tokens can be verified."""
    return parts_of(request).public_keys


def desk_of(parts: Parts) -> SignInDesk:
    """What a sign-in needs of the gateway's parts."""
    return SignInDesk(parts.database, parts.tokens, parts.sealer, parts.required)


async def end(parts: Parts, token: str, certificate: str | None = None) -> None:
    """End the session of a token at once and for good. Raises NotSignedIn for one that is not valid."""
    held = parts.tokens.verify(f"Bearer {token}", certificate)
    async with parts.database.transaction() as session:
        await end_session(session, held.session)
        await audit.record(session, held.caller, "sign-out", session_id=str(held.session))
    parts.revocations.note(held.session)


def address_of(request: Request) -> str:
    """Where the call comes from, for the limits per address."""
    return request.client.host if request.client else "unknown"
