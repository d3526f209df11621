"""``POST /password``: change one's own password, with the one that holds."""

from fastapi import APIRouter, Request, Response

from chassis.problems import TooLarge, documented
from gateway.auth.count_attempts import AttemptCounter
from gateway.auth.errors import InvalidGrant, InvalidTokenRequest, TooManyAttempts
from gateway.auth.form_body import form_body
from gateway.auth.issue_token import known_by_secret
from gateway.auth.routes import address_of, form_schema
from gateway.auth.token_request import Grant, read_form, read_grant
from gateway.own_password.change import change
from gateway.own_password.errors import PasswordUnusable
from gateway.own_password.rules import LONGEST, SHORTEST, is_usable
from gateway.parts import parts_of
from gateway.second_factor.check_factor import check_factor
from gateway.second_factor.errors import SecondFactorNeeded, SecondFactorNotEnrolled, WrongCode

pages = APIRouter(tags=["oauth"])

_SECRET = {"type": "string", "format": "password"}
_FORM = form_schema(
    ["username", "password", "new_password"],
    username={"type": "string"},
    password=_SECRET,
    new_password=_SECRET | {"minLength": SHORTEST, "maxLength": LONGEST},
    totp={"type": "string", "description": "动态验证码或恢复码 / code of the second factor, or a recovery code"},
)


@pages.post(
    "/password",
    operation_id="change_own_password",
    summary="修改本人密码 / Change one's own password",
    openapi_extra=_FORM,
    status_code=204,
    responses={
        204: {"description": "The new password holds; sessions have ended."},
        **documented(InvalidTokenRequest, InvalidGrant, TooLarge, TooManyAttempts, PasswordUnusable),
        **documented(WrongCode, SecondFactorNeeded, SecondFactorNotEnrolled),
    },
)
async def change_own_password(request: Request) -> Response:
    """By name and password, and by the second factor of whoever has one. Wrong attempts count as sign-ins do."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    form = read_form(request.headers.get("content-type"), await form_body(request))
    named = {name: form[name] for name in ("username", "password", "totp") if name in form}
    grant: Grant = read_grant(named | {"grant_type": "password"}, None)
    attempts = AttemptCounter(parts.database, grant.name, address_of(request))
    await attempts.count()
    caller = await known_by_secret(parts.database, grant)
    new = form.get("new_password", "")
    if not is_usable(grant.name, grant.secret, new):
        await attempts.succeeded()
        raise PasswordUnusable(
            f"{SHORTEST} 至 {LONGEST} 个字符，不含账号名，不同于原密码。",
            f"{SHORTEST} to {LONGEST} characters, without the account's name, and not the one before.",
        )
    try:
        async with parts.database.transaction() as session:
            await check_factor(session, parts.sealer, parts.required, caller, grant.code)
            await change(session, caller, new)
    except (SecondFactorNeeded, SecondFactorNotEnrolled):
        # Nothing was guessed: the password is right.
        await attempts.succeeded()
        raise
    await attempts.succeeded()
    return Response(status_code=204, headers={"Cache-Control": "no-store"})
