"""The extract of a household (户籍登记摘录): its living members as they are registered today."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.sealing import Sealer
from services.registry.certificates.certify import Content, Office, certify
from services.registry.certificates.errors import NothingToCertify
from services.registry.certificates.tables import Certificate
from services.registry.certificates.wording import HEADINGS, KINDS, SEXES, relation
from services.registry.households.find_household import lock_household
from services.registry.persons.identity import masked, open_identifiers
from services.registry.persons.tables import Person
from services.registry.places import place_name


async def certify_household(session: AsyncSession, office: Office, household_id: UUID) -> Certificate:
    """Raises UnknownHousehold, NothingToCertify, NotAllowed for a household registered outside the area."""
    household = await lock_household(session, office.caller, household_id)
    living = (
        select(Person).where(Person.household_id == household_id, col(Person.living)).order_by(col(Person.birth_date))
    )
    members = (await session.scalars(living)).all()
    if not members:
        raise NothingToCertify()
    members = sorted(members, key=lambda person: person.id != household.head_id)
    head = members[0].name if members[0].id == household.head_id else ""
    rows = [
        ("户号", household.number),
        ("户别", KINDS[household.kind]),
        ("户主", head),
        ("户籍地", await place_name(session, household.registered_division)),
        ("在户人数", str(len(members))),
    ]
    table = [list(HEADINGS), *(_member(person, office.sealer) for person in members)]
    summary = " ".join(filter(None, (head, household.number, f"{len(members)}人")))
    told = [(label, value) for label, value in rows if value]
    persons = [person.id for person in members]
    return await certify(session, office, Content("household-extract", household.id, persons, summary, told, table))


def _member(person: Person, sealer: Sealer) -> list[str]:
    number = masked(open_identifiers(sealer, person.citizen_number_sealed, None, None)).citizen_number
    return [
        person.name,
        relation(person.relation_to_head),
        SEXES[person.sex],
        person.birth_date.isoformat(),
        number or "—",
    ]
