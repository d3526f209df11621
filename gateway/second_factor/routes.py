"""``POST /second-factor``: enrol, with name and password; ``DELETE /accounts/{name}/second-factor``: reset."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request, Response

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.problems import TooLarge, documented
from gateway.accounts.errors import OwnAccount, UnknownAccount
from gateway.auth.count_attempts import AttemptCounter
from gateway.auth.errors import InvalidGrant, InvalidTokenRequest, TooManyAttempts
from gateway.auth.form_body import form_body
from gateway.auth.issue_token import known_by_secret
from gateway.auth.routes import address_of, form_schema
from gateway.auth.token_request import Grant, read_form, read_grant
from gateway.parts import parts_of
from gateway.second_factor.enrol import enrol
from gateway.second_factor.errors import SecondFactorExists
from gateway.second_factor.reset import reset

pages = APIRouter(tags=["oauth"])
router = Router(tags=["accounts 账号"])

_TEXT = {"type": "string"}
_FORM = form_schema(["username", "password"], username=_TEXT, password={"type": "string", "format": "password"})
_MEMBERS: dict[str, Any] = {
    "secret": _TEXT,
    "address": _TEXT,
    "qr": {"type": "string", "description": "data: URI (SVG)"},
    "recovery_codes": {"type": "array", "items": _TEXT},
    "minutes": {"type": "integer", "description": "How long the first code may be entered."},
}
_ENROLMENT = {"type": "object", "required": list(_MEMBERS), "properties": _MEMBERS}


@pages.post(
    "/second-factor",
    operation_id="enrol_second_factor",
    summary="绑定动态验证码 / Enrol a second factor (RFC 6238)",
    openapi_extra=_FORM,
    responses={
        200: {"description": "Shown once.", "content": {"application/json": {"schema": _ENROLMENT}}},
        **documented(InvalidTokenRequest, InvalidGrant, TooLarge, TooManyAttempts, SecondFactorExists),
    },
)
async def enrol_second_factor(request: Request) -> Response:
    """A secret for an authenticator, and recovery codes. The first sign-in with a code of it (``totp``) confirms it."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    form = read_form(request.headers.get("content-type"), await form_body(request))
    named = {"grant_type": "password"} | {name: form[name] for name in ("username", "password") if name in form}
    grant: Grant = read_grant(named, None)
    attempts = AttemptCounter(parts.database, grant.name, address_of(request))
    await attempts.count()
    caller = await known_by_secret(parts.database, grant)
    await attempts.succeeded()
    async with parts.database.transaction() as session:
        shown = await enrol(session, parts.sealer, parts.required, caller)
    return Response(msgspec.json.encode(shown), headers={"Cache-Control": "no-store"}, media_type="application/json")


@router.delete("/accounts/{name}/second-factor", status_code=204, responses=documented(UnknownAccount, OwnAccount))
@access(staff=("county-admin",))
async def delete_second_factor(
    session: Session, caller: CallerDep, name: Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$")]
) -> Response:
    """Reset an account's second factor. Its sessions end and it enrols anew; not one's own."""
    await reset(session, caller, name)
    return Response(status_code=204)
