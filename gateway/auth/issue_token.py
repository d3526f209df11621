"""Signs an account in: its secret is checked, a session is kept, an access token goes out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.db import Database
from chassis.sealing import Sealer
from gateway.auth.access_tokens import AccessTokens
from gateway.auth.accounts import find_account, find_asserted
from gateway.auth.count_attempts import AttemptCounter
from gateway.auth.errors import ASSERTION_REFUSED, InvalidClient, InvalidGrant
from gateway.auth.tables import accounts, sessions
from gateway.auth.token_request import Grant
from gateway.clients.queries import usable_certificates
from gateway.own_password.errors import PasswordChangeNeeded
from gateway.second_factor.check_factor import check_factor
from gateway.second_factor.errors import SecondFactorNeeded, SecondFactorNotEnrolled
from gateway.second_factor.requirement import RequiredOf


class IssuedToken(msgspec.Struct, frozen=True):
    """The answer of RFC 6749, section 5.1."""

    access_token: str
    token_type: str
    expires_in: int


@dataclass(frozen=True)
class SignInDesk:
    """What a sign-in is checked against, and where it is kept."""

    database: Database
    tokens: AccessTokens
    sealer: Sealer
    required: RequiredOf


async def issue_token(desk: SignInDesk, grant: Grant, address: str, certificate: str | None = None) -> IssuedToken:
    """A token for whoever ``grant`` names, who came by ``certificate`` (its thumbprint) or without one.

    Raises InvalidGrant, InvalidClient, TooManyAttempts, and what ``check_factor`` refuses.
    """
    # A signature cannot be guessed, so a stranger who sends false ones in a client's name gains and spoils nothing.
    attempts = AttemptCounter(desk.database, grant.name if grant.assertion is None else None, address)
    await attempts.count()
    caller = await _caller(desk, grant)
    bound = await _bound(desk, grant, certificate)
    try:
        async with desk.database.transaction() as session:
            await check_factor(session, desk.sealer, desk.required, caller, grant.code)
            await _check_password(session, caller)
    except (SecondFactorNeeded, SecondFactorNotEnrolled, PasswordChangeNeeded):
        # Nothing was guessed: the password is right. A wrong code stays counted as a wrong password does.
        await attempts.succeeded()
        raise
    await attempts.succeeded()
    return await open_session(desk.database, desk.tokens, caller, certificate=bound)


async def _check_password(session: AsyncSession, caller: Caller) -> None:
    """Raises PasswordChangeNeeded; a code that came along is not used up by that."""
    held = select(accounts.c.password_is).where(accounts.c.name == caller.subject)
    if caller.kind == "staff" and (await session.execute(held)).scalar() == "first":
        raise PasswordChangeNeeded()


async def _bound(desk: SignInDesk, grant: Grant, certificate: str | None) -> str | None:
    """The certificate that a department's token is bound to. Raises InvalidClient where it is not the client's."""
    if grant.kind != "department":
        return None
    async with desk.database.sessions() as session:
        usable = await usable_certificates(session, grant.name)
    if usable is None:
        return None
    if certificate not in usable:
        raise _refusal(grant)
    return certificate


async def _caller(desk: SignInDesk, grant: Grant) -> Caller:
    if grant.assertion is None:
        return await known_by_secret(desk.database, grant)
    async with desk.database.transaction() as session:
        caller = await find_asserted(session, grant.name, grant.assertion, desk.tokens.audiences)
    if caller is None:
        raise _refusal(grant)
    return caller


async def known_by_secret(database: Database, grant: Grant) -> Caller:
    """Whose name and secret these are. Raises InvalidGrant or InvalidClient."""
    async with database.sessions() as session:
        caller = await find_account(session, grant.kind, grant.name, grant.secret)
    if caller is None:
        raise _refusal(grant)
    return caller


async def open_session(
    database: Database, tokens: AccessTokens, caller: Caller, by: str = "", certificate: str | None = None
) -> IssuedToken:
    """A new session of ``caller``, who has proved who they are; ``by`` says how, where it was not by a secret."""
    async with database.transaction() as session:
        issued, session_id = await keep_session(session, tokens, caller, tokens.lifetime, certificate)
        facts: dict[str, Any] = {"session_id": str(session_id)} | ({"by": by} if by else {})
        await audit.record(session, caller, "sign-in", **facts)
    return issued


async def keep_session(
    session: AsyncSession, tokens: AccessTokens, caller: Caller, lifetime: timedelta, certificate: str | None = None
) -> tuple[IssuedToken, UUID]:
    """A token of ``caller`` and the id of its session."""
    token, session_id, issued_at = tokens.issue(caller, lifetime, certificate)
    row = {"id": session_id, "account": caller.subject, "issued_at": issued_at, "expires_at": issued_at + lifetime}
    await session.execute(sessions.insert().values(row))
    return IssuedToken(token, "Bearer", int(lifetime.total_seconds())), session_id


def _refusal(grant: Grant) -> InvalidGrant | InvalidClient:
    if grant.kind == "staff":
        return InvalidGrant()
    told = () if grant.assertion is None else ASSERTION_REFUSED
    return InvalidClient(*told, headers={"WWW-Authenticate": 'Basic realm="huijia"'})
