"""What the other county asks and says about where somebody lives."""

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import is_division_code
from services.migrants.confirmations.messages import ConfirmationAnswered, ConfirmationAsked
from services.migrants.confirmations.say import WHO, settle, write_note
from services.migrants.confirmations.tables import Confirmation
from services.migrants.exchange.installation import county_of, installation_of
from services.migrants.exchange.receiving import Incoming, MessageRefused, receives

_CLAIMS = ("here", "not-here")
_LONGEST = 400


@receives(ConfirmationAsked)
async def take_question(session: AsyncSession, incoming: Incoming[ConfirmationAsked]) -> None:
    """Put it on the desk of the place that it names. Raises MessageRefused for what is not for this county."""
    asked, here = incoming.message, installation_of(session)
    if await session.get(Confirmation, asked.confirmation_id) is not None:
        return
    fits = asked.claim in _CLAIMS and 0 < len(asked.who.name) <= _LONGEST and "\0" not in asked.who.name
    places = (asked.division, asked.who.registered_division)
    if not fits or incoming.thread != asked.confirmation_id or not all(is_division_code(code) for code in places):
        raise MessageRefused("bad-content", "消息内容不符合约定", "The message does not fit its contract")
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
    confirmation = await session.get(Confirmation, word.confirmation_id, with_for_update=True, populate_existing=True)
    if confirmation is None or confirmation.peer != incoming.sender:
        raise MessageRefused("unknown-confirmation", "没有这项核实", "No such confirmation")
    if word.claim not in _CLAIMS or len(word.note) > _LONGEST or "\0" in word.note:
        raise MessageRefused("bad-content", "消息内容不符合约定", "The message does not fit its contract")
    confirmation.theirs = word.claim
    sealer = installation_of(session).sealer
    write_note(session, sealer, confirmation.id, incoming.sender, word.claim, word.note)
    await settle(session, confirmation)
