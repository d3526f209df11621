"""Signs a member of staff in by the provider's word: an account that exists and is active, never a new one."""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime

import structlog

from chassis import clock
from chassis.auth import Caller
from gateway.auth.accounts import find_staff
from gateway.auth.count_attempts import AttemptCounter
from gateway.auth.issue_token import IssuedToken, open_session
from gateway.clients.check_assertion import use_up
from gateway.identity_provider import attempt as attempts
from gateway.identity_provider.attempt import Attempt
from gateway.identity_provider.errors import ProviderSignInLost, ProviderSignInRefused
from gateway.identity_provider.id_token import NotBelieved, account_in, check_claims, gave_factor
from gateway.identity_provider.provider import Provider, names_in
from gateway.identity_provider.waiting import Waiting
from gateway.parts import Parts
from gateway.second_factor.check_factor import check_factor
from gateway.second_factor.enrol import Enrolment, enrol

log = structlog.get_logger()

_OWNER = "identity-provider"
_LONGEST_CODE = 4096


async def take_return(
    parts: Parts, provider: Provider, attempt: Attempt | None, query: Mapping[str, str]
) -> tuple[Caller, bool]:
    """Whose account the provider named, and whether a second factor was used there.

    Raises ProviderSignInLost, ProviderSignInRefused or IdentityProviderDown.
    """
    if attempt is None or not hmac.compare_digest(query.get("state", "").encode(), attempt.state.encode()):
        raise ProviderSignInLost()
    await _use_up(parts, attempt.state, datetime.fromtimestamp(attempt.begun + attempts.SECONDS, UTC))
    told = parts.settings
    try:
        code = await _code(provider, query, told.oidc_issuer)
        claims = await provider.redeem(code, attempt.verifier)
        check_claims(claims, told.oidc_client_id, attempt.nonce, clock.now())
        caller = await _account(parts, account_in(claims, told.oidc_account_claim))
    except NotBelieved as reason:
        log.warning("provider_sign_in_refused", reason=str(reason))
        raise ProviderSignInRefused() from None
    amr, acr = frozenset(names_in(told.oidc_factor_amr)), frozenset(names_in(told.oidc_factor_acr))
    return caller, gave_factor(claims, amr, acr)


async def _code(provider: Provider, query: Mapping[str, str], issuer: str) -> str:
    """The code that came back, from this provider and from no other (RFC 9207). Raises NotBelieved."""
    metadata = await provider.metadata()
    if query.get("iss", None if metadata.authorization_response_iss_parameter_supported else issuer) != issuer:
        raise NotBelieved("iss")
    code = query.get("code", "")
    if "error" in query or not 0 < len(code) <= _LONGEST_CODE:
        raise NotBelieved("error_returned")
    return code


async def _account(parts: Parts, name: str) -> Caller:
    async with parts.database.sessions() as session:
        caller = await find_staff(session, name)
    if caller is None:
        raise NotBelieved("no_active_account")
    return caller


async def _use_up(parts: Parts, used: str, until: datetime) -> None:
    async with parts.database.transaction() as session:
        if not await use_up(session, _OWNER, used, until):
            raise ProviderSignInLost()


async def begin_session(parts: Parts, caller: Caller, factor_given: bool) -> IssuedToken:
    """A session, at once where no factor of ours is needed. Raises SecondFactorNeeded or SecondFactorNotEnrolled."""
    if not factor_given:
        async with parts.database.transaction() as session:
            await check_factor(session, parts.sealer, parts.required, caller, "")
    return await open_session(parts.database, parts.tokens, caller, by=_OWNER)


async def begin_with_code(parts: Parts, waiting: Waiting, code: str, address: str) -> IssuedToken:
    """A session for who waited. Raises TooManyAttempts, ProviderSignInLost and what ``check_factor`` refuses."""
    attempt = AttemptCounter(parts.database, waiting.account, address)
    await attempt.count()
    caller = await waiting_caller(parts, waiting)
    async with parts.database.transaction() as session:
        await check_factor(session, parts.sealer, parts.required, caller, code)
    await attempt.succeeded()
    await _use_up(parts, waiting.id, datetime.fromtimestamp(waiting.until, UTC))
    return await open_session(parts.database, parts.tokens, caller, by=_OWNER)


async def show_new_factor(parts: Parts, waiting: Waiting) -> Enrolment:
    """A new second factor for who waited. Raises SecondFactorExists or ProviderSignInRefused."""
    caller = await waiting_caller(parts, waiting)
    async with parts.database.transaction() as session:
        return await enrol(session, parts.sealer, parts.required, caller)


async def waiting_caller(parts: Parts, waiting: Waiting) -> Caller:
    """The account as it is now. Raises ProviderSignInRefused where it was suspended meanwhile."""
    async with parts.database.sessions() as session:
        caller = await find_staff(session, waiting.account)
    if caller is None:
        raise ProviderSignInRefused()
    return caller
