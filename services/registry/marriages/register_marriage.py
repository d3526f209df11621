"""Register a marriage, however late: both are married in the register from its day on."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.registry import MarriageRegistered
from services.registry.changes import Change
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.divorces.queries import divorce_awaiting, end_by
from services.registry.faults import refuse
from services.registry.load_parties import load_parties, party
from services.registry.marital_status import set_marital_status
from services.registry.marriages import rules
from services.registry.marriages.errors import AlreadyMarried
from services.registry.marriages.queries import bonds_of, marriage_between
from services.registry.marriages.schemas import MarriageEntry
from services.registry.marriages.tables import Marriage
from services.registry.persons.tables import Person
from services.registry.vital import contradictions
from services.registry.vital_events import common, flush_event


async def register_marriage(session: AsyncSession, sealer: Sealer, caller: Caller, entry: MarriageEntry) -> Marriage:
    """The registered marriage; already ended where a divorce of the two was told of before it.

    Raises UnknownPerson, BadPayload, AlreadyMarried, CertificateTaken.
    """
    parties = await load_parties(session, caller, (("first_id", entry.first_id), ("second_id", entry.second_id)))
    named = [party(path, person) for path, person in parties.items()]
    refuse(contradictions("married_on", entry.married_on, named, clock.today()))
    divorce = await divorce_awaiting(session, entry.first_id, entry.second_id, entry.married_on)
    until = rules.first_day(divorce.divorced_on if divorce else None, *(person.died_on for person in parties.values()))
    ids = [person.id for person in parties.values()]
    await refuse_bond(session, entry.married_on, until, ids)
    marriage_id = new_id()
    change = Change.by_caller(caller, "register-marriage", "marriage", marriage_id)
    marriage = _marriage(sealer, entry, parties, marriage_id, change)
    again = entry.second_id and await marriage_between(session, entry.first_id, entry.second_id, ended=True)
    session.add(marriage)
    await flush_event(session, marriage)
    if divorce is not None:
        # Both are what the divorce and what came after it made them.
        await end_by(session, marriage, divorce)
    else:
        for person in parties.values():
            await set_marital_status(session, person, rules.status_after(person.marital_status, bool(again)), change)
        await settle_widowhood(session, ids, change)
    await outbox.add(session, event_of(marriage))
    await audit.record(session, caller, "register-marriage", parties["first_id"].id, marriage=marriage.id)
    return marriage


async def refuse_bond(
    session: AsyncSession, day: date, until: date | None, ids: list[UUID], but: UUID | None = None
) -> None:
    """Raises AlreadyMarried, with the marriage that stands against one from ``day`` to ``until``."""
    bond = rules.contradiction(day, until, await bonds_of(session, ids, but))
    if bond is not None:
        raise AlreadyMarried(marriage_id=bond.id, married_on=bond.married_on, ended_on=bond.ended_on)


def _marriage(
    sealer: Sealer, entry: MarriageEntry, parties: dict[str, Person], marriage_id: UUID, change: Change
) -> Marriage:
    second = parties.get("second_id")
    return Marriage(
        id=marriage_id,
        first_id=entry.first_id,
        second_id=entry.second_id,
        married_on=entry.married_on,
        place=entry.place,
        division=parties["first_id"].residence_division,
        first_before=parties["first_id"].marital_status,
        second_before=second.marital_status if second else None,
        **common(sealer, Marriage, "marriage", entry.married_on, entry.certificate_number, change),
    )


def event_of(marriage: Marriage) -> MarriageRegistered:
    """The event of a registered marriage."""
    return MarriageRegistered(
        marriage_id=marriage.id,
        first_id=marriage.first_id,
        second_id=marriage.second_id,
        married_on=marriage.married_on,
    )
