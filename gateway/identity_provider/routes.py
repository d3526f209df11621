"""``/session/provider``: what the sign-in form asks, and the browser's way to the provider and back."""

from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from chassis import clock
from chassis.problems import Problem
from gateway.auth.form_body import form_body
from gateway.auth.issue_token import IssuedToken
from gateway.auth.routes import address_of
from gateway.auth.token_request import read_code, read_form
from gateway.identity_provider import attempt as attempts
from gateway.identity_provider import waiting as waitings
from gateway.identity_provider.attempt import Attempt, read_attempt
from gateway.identity_provider.errors import IdentityProviderOff, ProviderSignInLost
from gateway.identity_provider.page import code_page, enrol_page, enrolment_page, refusal
from gateway.identity_provider.provider import Provider
from gateway.identity_provider.sign_in import begin_session, begin_with_code, show_new_factor, take_return
from gateway.identity_provider.waiting import Waiting, open_waiting, seal_waiting
from gateway.parts import Parts, parts_of
from gateway.second_factor.errors import SecondFactorNeeded, SecondFactorNotEnrolled, WrongCode
from gateway.web_session.errors import NotFromOurPage
from gateway.web_session.routes import set_cookie

router = APIRouter(tags=["oauth"])

_PATH = "/session/provider"
_NO_STORE = {"Cache-Control": "no-store"}
_ANSWER: dict[str, Any] = {
    "type": "object",
    "required": ["on", "name"],
    "properties": {
        "on": {"type": "boolean"},
        "name": {"type": "string", "description": "按钮上的名称，可以为空 / for the button; may be empty"},
    },
}


@router.get(
    _PATH,
    operation_id="get_identity_provider",
    summary="是否启用统一身份认证 / Whether people sign in with an identity provider",
    responses={200: {"description": "On or off.", "content": {"application/json": {"schema": _ANSWER}}}},
)
async def get_identity_provider(request: Request) -> Response:
    """What the sign-in form shows; ``/session/provider/begin`` leads a browser there."""
    told = parts_of(request).settings
    shown = {"on": bool(told.oidc_issuer), "name": told.oidc_name}
    return Response(msgspec.json.encode(shown), headers=_NO_STORE, media_type="application/json")


@router.get(f"{_PATH}/begin", include_in_schema=False)
async def begin(request: Request) -> Response:
    """Send a browser to the provider."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    attempt = Attempt.begin(clock.now())
    try:
        address = await _provider(parts).address_for(attempt)
    except Problem as problem:
        return refusal(request, problem)
    response = RedirectResponse(address, 303, _NO_STORE)
    # Lax: the browser comes back from another site.
    _keep(parts, response, attempts.COOKIE, attempt.cookie, attempts.SECONDS, strict=False)
    return response


@router.get(f"{_PATH}/return", include_in_schema=False)
async def take_back(request: Request) -> Response:
    """Where the provider sends a browser back to."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    try:
        response = await _returned(parts, request)
    except Problem as problem:
        response = refusal(request, problem)
    _keep(parts, response, attempts.COOKIE, "", 0, strict=False)
    return response


async def _returned(parts: Parts, request: Request) -> Response:
    provider, query = _provider(parts), request.query_params
    if len(query.multi_items()) != len(query):
        raise ProviderSignInLost()
    attempt = read_attempt(request.cookies.get(attempts.COOKIE, ""), clock.now())
    caller, factor_given = await take_return(parts, provider, attempt, query)
    try:
        return _signed_in(parts, await begin_session(parts, caller, factor_given))
    except SecondFactorNeeded:
        response = code_page()
    except SecondFactorNotEnrolled:
        response = enrol_page()
    sealed = seal_waiting(parts.sealer, caller.subject, clock.now())
    _keep(parts, response, waitings.COOKIE, sealed, waitings.SECONDS, strict=True)
    return response


@router.post(f"{_PATH}/code", include_in_schema=False)
async def take_code(request: Request) -> Response:
    """Our own second factor, after the provider's word."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    try:
        waiting = _waiting(parts, request)
        form = read_form(request.headers.get("content-type"), await form_body(request))
        issued = await begin_with_code(parts, waiting, read_code(form), address_of(request))
    except (WrongCode, SecondFactorNeeded) as problem:
        return code_page(problem.status, problem)
    except SecondFactorNotEnrolled:
        return enrol_page()
    except Problem as problem:
        return refusal(request, problem)
    return _signed_in(parts, issued)


@router.post(f"{_PATH}/enrolment", include_in_schema=False)
async def enrol_here(request: Request) -> Response:
    """A new second factor, for whom the provider named."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    try:
        return enrolment_page(await show_new_factor(parts, _waiting(parts, request)))
    except Problem as problem:
        return refusal(request, problem)


def _provider(parts: Parts) -> Provider:
    if parts.provider is None:
        raise IdentityProviderOff()
    return parts.provider


def _waiting(parts: Parts, request: Request) -> Waiting:
    _provider(parts)
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise NotFromOurPage()
    waiting = open_waiting(parts.sealer, request.cookies.get(waitings.COOKIE, ""), clock.now())
    if waiting is None:
        raise ProviderSignInLost()
    return waiting


def _signed_in(parts: Parts, issued: IssuedToken) -> Response:
    response = RedirectResponse("/", 303, _NO_STORE)
    set_cookie(parts, response, issued.access_token, issued.expires_in)
    _keep(parts, response, waitings.COOKIE, "", 0, strict=True)
    return response


def _keep(parts: Parts, response: Response, name: str, value: str, seconds: int, *, strict: bool) -> None:
    site, secure = ("strict" if strict else "lax"), parts.settings.secure_cookie
    response.set_cookie(name, value, seconds, path=_PATH, httponly=True, samesite=site, secure=secure)  # type: ignore[arg-type]
