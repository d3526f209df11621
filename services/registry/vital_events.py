"""What is done alike with every kind of vital event: finding, listing, showing, and taking a step."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from fastapi.responses import Response
from sqlalchemy import ColumnElement, and_, exists, or_, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision, set_etag
from chassis.http import tell_subjects
from chassis.identifiers import division_prefix
from chassis.pagination import Page, decode_cursor, page_of
from chassis.problems import Conflict, NotFound, Problem
from chassis.sealing import Sealer
from services.registry.certificate_numbers import certificate_context, seal_certificate, show_certificate
from services.registry.changes import Change
from services.registry.duties import Duty, is_late
from services.registry.lock_order import lock_with_partners
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person
from services.registry.scope import division_range
from services.registry.unique import flush_or_refuse
from services.registry.vital import State, Step, WrongStep, after, at_once
from services.registry.vital_schemas import Correction, VitalEventOut
from services.registry.vital_tables import VitalEvent

E = TypeVar("E", bound=VitalEvent)
O = TypeVar("O", bound=VitalEventOut)  # noqa: E741 - O for out
_START = (date.min, UUID(int=0))


class StepNotPossible(Conflict):
    """The event is in ``state``, from which this step does not lead anywhere."""

    slug = "step-not-possible"
    title_zh, title_en = "当前状态下不能进行这一步", "This step is not possible from the present state"


class CertificateTaken(Conflict):
    """An event of this kind is registered on this certificate already."""

    slug = "certificate-taken"
    title_zh, title_en = "该证书编号已经登记", "An event is registered on this certificate already"


class Ranged(NamedTuple):
    """What part of a list is asked for."""

    division: str | None
    first: date
    last: date
    cursor: str | None
    limit: int


def _visible(model: type[VitalEvent], caller: Caller) -> ColumnElement[bool]:
    low, high = division_range(caller.scope_prefix)
    named = [col(getattr(model, name)) for name in model.KNOWN_BY or model.PERSONS]
    person = exists().where(or_(*(col(Person.id) == column for column in named)), visible_to(caller))
    return or_(person, and_(col(model.division) >= low, col(model.division) < high))


async def find_event(
    session: AsyncSession, caller: Caller, model: type[E], event_id: UUID, unknown: type[NotFound], lock: bool = False
) -> E:
    """The event, if it is registered in the caller's area or of somebody whom they may know of. Raises ``unknown``."""
    wanted = select(model).where(model.id == event_id, _visible(model, caller))  # type: ignore[attr-defined]
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = (await session.scalars(wanted)).one_or_none()
    if found is None:
        raise unknown()
    return found


async def lock_event(
    session: AsyncSession, caller: Caller, model: type[E], event_id: UUID, unknown: type[NotFound]
) -> E:
    """The event, to revise it, and before it the people in it, as everywhere. Raises ``unknown``."""
    read = await find_event(session, caller, model, event_id, unknown)
    await lock_with_partners(session, persons_in(read))
    return await find_event(session, caller, model, event_id, unknown, lock=True)


async def list_events(session: AsyncSession, caller: Caller, model: type[E], asked: Ranged) -> Sequence[E]:
    """Up to ``asked.limit`` + 1 events of the days asked for, by day."""
    day, id_ = col(getattr(model, model.DAY)), col(model.id)  # type: ignore[attr-defined]
    reached = decode_cursor(asked.cursor, date, UUID) if asked.cursor else _START
    found = select(model).where(_visible(model, caller), day.between(asked.first, asked.last))
    if asked.division is not None:
        low, high = division_range(division_prefix(asked.division))
        found = found.where(col(model.division) >= low, col(model.division) < high)
    ordered = found.where(tuple_(day, id_) > reached).order_by(day, id_)
    return (await session.scalars(ordered.limit(asked.limit + 1))).all()


def shown(event: VitalEvent, sealer: Sealer, out: type[O]) -> O:
    """The event as answers show it: its certificate's number masked."""
    context = certificate_context(type(event))
    number = show_certificate(sealer, event.certificate_sealed, context)
    return out.model_validate(event.model_dump() | {"certificate_number": number})


def answer(response: Response, event: VitalEvent, sealer: Sealer, out: type[O]) -> O:
    """One event as an answer, with its ETag and the persons in it named for the access log."""
    set_etag(response, event.revision)
    tell_subjects(response, *persons_in(event))
    return shown(event, sealer, out)


def page(response: Response, events: Sequence[E], sealer: Sealer, out: type[O], model: type[E], limit: int) -> Page[O]:
    """A list of events as an answer."""
    tell_subjects(response, *dict.fromkeys(each for event in events[:limit] for each in persons_in(event)))
    return page_of([shown(event, sealer, out) for event in events], limit, model.DAY, "id")


def persons_in(event: VitalEvent) -> list[UUID]:
    """The persons that an event names."""
    named = (getattr(event, name) for name in event.PERSONS)
    return [each for each in named if each is not None]


def common(
    sealer: Sealer, model: type[VitalEvent], duty: Duty, day: date, certificate: str | None, change: Change
) -> dict[str, Any]:
    """The shared columns of an event that is registered in one step now."""
    sealed = seal_certificate(sealer, certificate, certificate_context(model))
    return {
        "state": at_once().value,
        "certificate_sealed": sealed.value,
        "certificate_index": sealed.blind_index,
        "late": is_late(duty, day, clock.today()),
        "declared_at": change.at,
        "registered_at": change.at,
        "registered_by": change.by,
    }


def take_step(event: VitalEvent, step: Step, if_match: str | None, change: Change) -> None:
    """Correct or revoke ``event``, loaded for update. Raises RevisionMissing, RevisionStale, StepNotPossible."""
    expect_revision(if_match, event.revision)
    try:
        event.state = after(State(event.state), step).value
    except WrongStep:
        raise StepNotPossible(state=event.state) from None
    event.revision += 1
    event.revised_at, event.revised_by, event.revised_reason = change.at, change.by, change.reason


def put_right(event: VitalEvent, sealer: Sealer, entry: Correction, *own: str) -> None:
    """Take over what a correction states: place, certificate, and the fields named in ``own``."""
    stated = entry.model_fields_set
    for name in {"place", *own} & stated:
        setattr(event, name, getattr(entry, name))
    if "certificate_number" in stated:
        sealed = seal_certificate(sealer, entry.certificate_number, certificate_context(type(event)))
        event.certificate_sealed, event.certificate_index = sealed.value, sealed.blind_index


async def flush_event(session: AsyncSession, event: VitalEvent, taken: type[Problem] = CertificateTaken) -> None:
    """Write it. Raises ``taken`` where its certificate serves another."""
    await flush_or_refuse(session, {f"{event.__tablename__}_certificate_index_key": taken})
