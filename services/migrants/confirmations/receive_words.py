"""What the other county asks and says about where somebody lives."""

from typing import Any, get_args
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import is_division_code
from services.migrants.confirmations.messages import (
    ConfirmationAnswered,
    ConfirmationAsked,
    ConfirmationExplained,
    ConfirmationSettled,
)
from services.migrants.confirmations.rules import How
from services.migrants.confirmations.say import WHO, close, settle, write_note
from services.migrants.confirmations.tables import Confirmation
from services.migrants.exchange.installation import county_of, installation_of
from services.migrants.exchange.receiving import BadContent, Incoming, MessageRefused, receives

_CLAIMS = ("here", "not-here")
_LONGEST, _LONGEST_CODE = 400, 40


@receives(ConfirmationAsked)
async def take_question(session: AsyncSession, incoming: Incoming[ConfirmationAsked]) -> None:
    """Put it on the desk of the place that it names. Raises MessageRefused for what is not for this county."""
    asked, here = incoming.message, installation_of(session)
    if await session.get(Confirmation, asked.confirmation_id) is not None:
        return
    fits = asked.claim in _CLAIMS and 0 < len(asked.who.name) <= _LONGEST and "\0" not in asked.who.name
    places = (asked.division, asked.who.registered_division)
    if not fits or incoming.thread != asked.confirmation_id or not all(is_division_code(code) for code in places):
        raise BadContent
    if county_of(session, asked.division) != here.here:
        raise MessageRefused("not-ours", "该区划不属于本县", "The place is not served by this county")
    confirmation = Confirmation(
        id=asked.confirmation_id,
        side="answers",
        peer=incoming.sender,
        division=asked.division,
        who=here.sealer.seal(msgspec.json.encode(asked.who).decode(), WHO),
        moved_on=asked.moved_on,
        theirs=asked.claim,
        asked_on=clock.day_of(incoming.sent_at),
        last_word_on=clock.today(),
    )
    session.add(confirmation)
    await session.flush()
    write_note(session, here.sealer, confirmation.id, incoming.sender, asked.claim, "")


@receives(ConfirmationAnswered)
async def take_answer(session: AsyncSession, incoming: Incoming[ConfirmationAnswered]) -> None:
    """The other desk's word: it settles the matter, or leaves it between the two."""
    word = incoming.message
    confirmation = await _between_us(session, incoming, word.confirmation_id)
    _refuse_closed(confirmation)
    if word.claim not in _CLAIMS or not _is_short(word.note, _LONGEST):
        raise BadContent
    confirmation.theirs = word.claim
    sealer = installation_of(session).sealer
    write_note(session, sealer, confirmation.id, incoming.sender, word.claim, word.note)
    await settle(session, confirmation)


@receives(ConfirmationExplained)
async def take_explanation(session: AsyncSession, incoming: Incoming[ConfirmationExplained]) -> None:
    """Why the other desk thinks that the two cannot say the same."""
    told = incoming.message
    confirmation = await _between_us(session, incoming, told.confirmation_id)
    _refuse_closed(confirmation)
    # A code that this county's list does not have is shown, and settles nothing until desks choose one of both lists.
    if not told.code or not _is_short(told.code, _LONGEST_CODE) or not _is_short(told.note, _LONGEST):
        raise BadContent
    confirmation.their_code = told.code
    write_note(session, installation_of(session).sealer, confirmation.id, incoming.sender, None, told.note)
    await settle(session, confirmation)


@receives(ConfirmationSettled)
async def take_settlement(session: AsyncSession, incoming: Incoming[ConfirmationSettled]) -> None:
    """The county that asked has closed it: it is closed here in the same way."""
    told = incoming.message
    confirmation = await _between_us(session, incoming, told.confirmation_id)
    if confirmation.side != "answers" or told.how not in get_args(How):
        raise BadContent
    if confirmation.closed_on is None:
        await close(session, confirmation, told.how)  # type: ignore[arg-type]  # one of How


async def _between_us(session: AsyncSession, incoming: Incoming[Any], confirmation_id: UUID) -> Confirmation:
    found = await session.get(Confirmation, confirmation_id, with_for_update=True, populate_existing=True)
    if found is None or found.peer != incoming.sender:
        raise MessageRefused("unknown-confirmation", "没有这项核实", "No such confirmation")
    return found


def _refuse_closed(confirmation: Confirmation) -> None:
    # Said while this county settled it: whoever said it hears that it came too late.
    if confirmation.side == "asks" and confirmation.closed_on is not None:
        raise MessageRefused("confirmation-closed", "这项核实已办结", "The confirmation is closed")


def _is_short(words: str, most: int) -> bool:
    return len(words) <= most and "\0" not in words
