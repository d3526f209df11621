"""Register a divorce, however late: the marriage ends on its day."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.registry import DivorceRegistered
from services.registry.changes import Change
from services.registry.codes import DIVORCED
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.divorces import rules
from services.registry.divorces.schemas import DivorceEntry
from services.registry.divorces.tables import Divorce
from services.registry.faults import refuse
from services.registry.load_parties import load_parties, party
from services.registry.marital_status import set_marital_status
from services.registry.marriages.queries import bonds_of, marriage_between
from services.registry.marriages.tables import Marriage
from services.registry.persons.tables import Person
from services.registry.vital import contradictions
from services.registry.vital_events import common, flush_event


async def register_divorce(session: AsyncSession, sealer: Sealer, caller: Caller, entry: DivorceEntry) -> Divorce:
    """The registered divorce. Raises UnknownPerson, BadPayload, CertificateTaken."""
    parties = await load_parties(session, caller, (("first_id", entry.first_id), ("second_id", entry.second_id)))
    marriage = await marriage_between(session, entry.first_id, entry.second_id, ended=False)
    named = [party(path, person) for path, person in parties.items()]
    found = contradictions("divorced_on", entry.divorced_on, named, clock.today())
    refuse([*found, *rules.findings(entry.divorced_on, marriage.married_on if marriage else None)])
    divorce_id = new_id()
    change = Change.by_caller(caller, "register-divorce", "divorce", divorce_id)
    if marriage is not None:
        marriage.ended_on = entry.divorced_on
        marriage.revision += 1
        # Whoever a later death had left widowed was not married any more by then.
        await settle_widowhood(session, [person.id for person in parties.values()], change)
    divorce = _divorce(sealer, entry, parties, marriage, divorce_id, change)
    session.add(divorce)
    await flush_event(session, divorce)
    for person in parties.values():
        # A divorce told late does not undo a marriage that came after it.
        if not [bond for bond in await bonds_of(session, [person.id]) if bond.ended_on is None]:
            await set_marital_status(session, person, DIVORCED, change)
    await outbox.add(session, event_of(divorce))
    await audit.record(session, caller, "register-divorce", parties["first_id"].id, divorce=divorce.id)
    return divorce


def _divorce(
    sealer: Sealer,
    entry: DivorceEntry,
    parties: dict[str, Person],
    marriage: Marriage | None,
    divorce_id: UUID,
    change: Change,
) -> Divorce:
    second = parties.get("second_id")
    return Divorce(
        id=divorce_id,
        first_id=entry.first_id,
        second_id=entry.second_id,
        marriage_id=marriage.id if marriage else None,
        divorced_on=entry.divorced_on,
        place=entry.place,
        division=parties["first_id"].residence_division,
        first_before=parties["first_id"].marital_status,
        second_before=second.marital_status if second else None,
        **common(sealer, Divorce, "divorce", entry.divorced_on, entry.certificate_number, change),
    )


def event_of(divorce: Divorce) -> DivorceRegistered:
    """The event of a registered divorce."""
    return DivorceRegistered(
        divorce_id=divorce.id,
        marriage_id=divorce.marriage_id,
        first_id=divorce.first_id,
        second_id=divorce.second_id,
        divorced_on=divorce.divorced_on,
    )
