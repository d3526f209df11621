"""Signs an account in: its secret is checked, a session is kept, an access token goes out."""

import msgspec

from chassis import audit
from chassis.auth import Caller
from chassis.db import Database
from gateway.auth.access_tokens import AccessTokens
from gateway.auth.accounts import find_account, find_asserted
from gateway.auth.count_attempts import AttemptCounter
from gateway.auth.errors import InvalidClient, InvalidGrant
from gateway.auth.tables import sessions
from gateway.auth.token_request import Grant


class IssuedToken(msgspec.Struct, frozen=True):
    """The answer of RFC 6749, section 5.1."""

    access_token: str
    token_type: str
    expires_in: int


async def issue_token(database: Database, tokens: AccessTokens, grant: Grant, address: str) -> IssuedToken:
    """A token for whoever ``grant`` names. Raises InvalidGrant, InvalidClient or TooManyAttempts."""
    attempts = AttemptCounter(database, grant.name, address)
    await attempts.count()
    caller = await _caller(database, tokens, grant)
    if caller is None:
        raise _refusal(grant)
    await attempts.succeeded()
    return await _open_session(database, tokens, caller)


async def _caller(database: Database, tokens: AccessTokens, grant: Grant) -> Caller | None:
    if grant.assertion is None:
        async with database.sessions() as session:
            return await find_account(session, grant.kind, grant.name, grant.secret)
    async with database.transaction() as session:
        return await find_asserted(session, grant.name, grant.assertion, tokens.audiences)


async def _open_session(database: Database, tokens: AccessTokens, caller: Caller) -> IssuedToken:
    token, session_id, issued_at = tokens.issue(caller)
    row = {"id": session_id, "account": caller.subject, "issued_at": issued_at}
    async with database.transaction() as session:
        await session.execute(sessions.insert().values(row | {"expires_at": issued_at + tokens.lifetime}))
        await audit.record(session, caller, "sign-in", session_id=str(session_id))
    return IssuedToken(token, "Bearer", int(tokens.lifetime.total_seconds()))


def _refusal(grant: Grant) -> InvalidGrant | InvalidClient:
    if grant.kind == "staff":
        return InvalidGrant()
    return InvalidClient(headers={"WWW-Authenticate": 'Basic realm="huijia"'})
