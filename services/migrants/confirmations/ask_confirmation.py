"""Ask the other county whether its register says the same of a move that the person declared."""

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.migrants.confirmations.errors import ConfirmationRuns
from services.migrants.confirmations.messages import ConfirmationAsked, WhoIsMeant
from services.migrants.confirmations.say import WHO, write_note
from services.migrants.confirmations.schemas import ConfirmationAskedFor
from services.migrants.confirmations.tables import Confirmation
from services.migrants.exchange.installation import county_of, installation_of
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers.errors import NobodyServesThere
from services.migrants.movements.errors import PersonUnknownHere
from services.migrants.movements.show_declarations import load_declaration
from services.migrants.movements.tables import Declaration, DeclaredMember
from services.migrants.residents.load import load_people


async def ask_confirmation(
    session: AsyncSession, sealer: Sealer, caller: Caller, asked: ConfirmationAskedFor
) -> Confirmation:
    """The confirmation, its question queued. Only of moves that were declared (C8).

    Raises UnknownMovement, PersonUnknownHere, BadPayload, NobodyServesThere, ConfirmationRuns.
    """
    declaration = await load_declaration(session, caller, asked.declaration_id)
    await session.refresh(declaration, with_for_update=True)
    person = (await load_people(session, [asked.person_id])).get(asked.person_id)
    if person is None or not await _is_named(session, declaration, asked):
        raise PersonUnknownHere()
    peer, ours, theirs = _sides(session, declaration)
    await _refuse_twin(session, asked)
    who = WhoIsMeant(name=person.name, birth_date=person.birth_date, registered_division=person.registered_division)
    today, here = clock.today(), installation_of(session).here
    confirmation = Confirmation(
        id=new_id(),
        side="asks",
        peer=peer,
        division=ours,
        person_id=person.person_id,
        declaration_id=declaration.id,
        who=sealer.seal(msgspec.json.encode(who).decode(), WHO),
        moved_on=declaration.moved_on,
        ours="here" if county_of(session, person.residence_division) == here else "not-here",
        asked_on=today,
        last_word_on=today,
    )
    session.add(confirmation)
    await session.flush()
    write_note(session, sealer, confirmation.id, caller.subject, confirmation.ours, "")
    message = ConfirmationAsked(
        confirmation_id=confirmation.id,
        division=theirs,
        moved_on=declaration.moved_on,
        claim=str(confirmation.ours),
        who=who,
    )
    await send_message(session, to=peer, thread=confirmation.id, message=message)
    await audit.record(session, caller, "ask-confirmation", person.person_id, to=peer)
    return confirmation


async def _is_named(session: AsyncSession, declaration: Declaration, asked: ConfirmationAskedFor) -> bool:
    named = select(col(DeclaredMember.id)).where(
        col(DeclaredMember.declaration_id) == declaration.id,
        col(DeclaredMember.person_id) == asked.person_id,
        col(DeclaredMember.part) == "moved",
    )
    return (await session.scalars(named.limit(1))).first() is not None


def _sides(session: AsyncSession, declaration: Declaration) -> tuple[str, str, str]:
    """The other county, our division and theirs."""
    here, places = installation_of(session).here, (declaration.from_division, declaration.to_division)
    counties = [county_of(session, place) for place in places]
    if counties == [here, here] or here not in counties:
        told = "只核实本县与别县之间的流动 (only moves between this county and another)"
        raise BadPayload(faults=[Fault("#/declaration_id", "not_between_counties", told)])
    ours = counties.index(here)
    peer = counties[1 - ours]
    if peer is None:
        raise NobodyServesThere()
    return peer, places[ours], places[1 - ours]


async def _refuse_twin(session: AsyncSession, asked: ConfirmationAskedFor) -> None:
    twin = select(col(Confirmation.id)).where(
        col(Confirmation.declaration_id) == asked.declaration_id, col(Confirmation.person_id) == asked.person_id
    )
    found = (await session.scalars(twin.limit(1))).first()
    if found is not None:
        raise ConfirmationRuns(confirmation_id=str(found))
