"""The receipt of a birth's registration (出生登记回执)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.clock import SHANGHAI
from services.registry.births.errors import UnknownBirth
from services.registry.births.tables import Birth
from services.registry.certificates.certify import Content, Office, certify
from services.registry.certificates.errors import NothingToCertify
from services.registry.certificates.tables import Certificate
from services.registry.certificates.wording import SEXES, on_paper
from services.registry.persons.tables import Person
from services.registry.places import place_name
from services.registry.vital import STANDING
from services.registry.vital_events import find_event


async def certify_birth(session: AsyncSession, office: Office, birth_id: UUID) -> Certificate:
    """Raises UnknownBirth, NothingToCertify."""
    birth = await find_event(session, office.caller, Birth, birth_id, UnknownBirth)
    child = await session.get(Person, birth.person_id)
    if birth.state not in STANDING or child is None:
        raise NothingToCertify(state=birth.state)
    parents = [each for each in (birth.mother_id, birth.father_id) if each is not None]
    known = select(Person.id, Person.name).where(col(Person.id).in_(parents))
    names = {row.id: row.name for row in await session.execute(known)}
    summary = f"{child.name} {birth.born_on.isoformat()}"
    rows = await _rows(session, birth, child, names)
    return await certify(session, office, Content("birth-receipt", birth.id, [child.id, *names], summary, rows, []))


async def _rows(session: AsyncSession, birth: Birth, child: Person, names: dict[UUID, str]) -> list[tuple[str, str]]:
    registered = birth.registered_at or birth.declared_at
    # A row without content is left out: the receipt does not ask who is missing.
    rows = (
        ("姓名", child.name),
        ("性别", SEXES[child.sex]),
        ("出生日期", on_paper(birth.born_on)),
        ("出生地点", birth.place),
        ("母亲", names.get(birth.mother_id) if birth.mother_id else None),
        ("父亲", names.get(birth.father_id) if birth.father_id else None),
        ("户籍地", await place_name(session, child.registered_division)),
        ("现居住地", await place_name(session, child.residence_division)),
        ("登记日期", on_paper(registered.astimezone(SHANGHAI).date())),
    )
    return [(label, value) for label, value in rows if value]
