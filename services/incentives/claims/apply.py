"""Somebody claims: decided at once on what is known, and on its way if they are entitled."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault, NotAllowed
from chassis.sealing import Sealer
from services.incentives.beneficiaries.load import load_living
from services.incentives.beneficiaries.tables import Beneficiary, Child
from services.incentives.claims.errors import ClaimExists
from services.incentives.claims.load import scheme_of_year
from services.incentives.claims.schemas import ClaimGiven
from services.incentives.claims.tables import Claim
from services.incentives.decisions.make_decisions import Asked, make_decisions
from services.incentives.schemes.model import Scheme

CLOSED = ("refused", "withdrawn", "ended")


async def apply(session: AsyncSession, sealer: Sealer, caller: Caller, given: ClaimGiven) -> Claim:
    """The claim, with its first decision.

    Raises UnknownScheme, UnknownBeneficiary, BadPayload, NotAllowed, ClaimExists.
    """
    scheme = scheme_of_year(given.scheme, given.year)
    if given.year > clock.today().year + 1:
        raise BadPayload(faults=[Fault("#/year", "too_early", "claims are taken for this year and the next")])
    person = await load_living(session, caller, given.person_id)
    place = place_of(scheme, person)
    if not caller.sees(place):
        raise NotAllowed(
            f"本项目由{'户籍' if scheme.place == 'registered' else '居住'}地受理",
            f"This scheme is claimed at the place of {'registration' if scheme.place == 'registered' else 'residence'}",
        )
    payee = await _payee(session, scheme, given)
    await check_first(session, given.scheme, given.person_id, given.year)
    claim_id = new_id()
    asked = [Asked(claim_id, person.person_id)]
    decision = (await make_decisions(session, sealer, scheme, given.year, asked, caller.subject))[claim_id]
    claim = Claim(
        id=claim_id,
        **given.model_dump(include={"scheme", "year", "person_id", "origin"}),
        payee_id=payee,
        division_code=place,
        state="applied" if decision.entitled else "refused",
        decision_id=decision.id,
        applied_by=caller.subject,
        applied_at=clock.now(),
    )
    session.add(claim)
    await session.flush()
    guardian = given.guardian_document
    await audit.record(session, caller, "claim-benefit", person.person_id, claim=claim_id, guardian_document=guardian)
    return claim


def place_of(scheme: Scheme, person: Beneficiary) -> str:
    """Where it is checked, posted and paid."""
    return person.registered_division if scheme.place == "registered" else person.residence_division


async def check_first(session: AsyncSession, scheme_id: str, person_id: UUID, year: int) -> None:
    """Raises ClaimExists where one is on its way or approved."""
    # Two at once: the person's row lets one through after the other, and the second finds the first.
    await session.get(Beneficiary, person_id, with_for_update=True)
    same = select(col(Claim.id)).where(
        col(Claim.scheme) == scheme_id,
        col(Claim.person_id) == person_id,
        col(Claim.year) == year,
        col(Claim.state).not_in(CLOSED),
    )
    found = (await session.execute(same)).scalar_one_or_none()
    if found is not None:
        raise ClaimExists(claim_id=str(found))


async def _payee(session: AsyncSession, scheme: Scheme, given: ClaimGiven) -> UUID:
    if scheme.subject == "person" and given.payee_id in (None, given.person_id):
        return given.person_id
    parents = await _parents(session, given.person_id) if scheme.subject == "child" else []
    payee = given.payee_id or next(iter(parents), None)
    person = None if payee is None else await session.get(Beneficiary, payee)
    if payee is None or person is None or person.withdrawn or not person.living or payee == given.person_id:
        message = "a living parent or guardian who is known here is expected"
        raise BadPayload(faults=[Fault("#/payee_id", "no_payee", message)])
    if payee not in parents and given.guardian_document is None:
        message = "no parent on record: say what shows that they are the guardian"
        raise BadPayload(faults=[Fault("#/guardian_document", "missing", message)])
    return payee


async def _parents(session: AsyncSession, child_id: UUID) -> list[UUID]:
    """Those who live, in the order of the birth's record."""
    child = await session.get(Child, child_id)
    if child is None or child.revoked:
        return []
    known = [parent for parent in (child.mother_id, child.father_id) if parent is not None]
    living = await session.scalars(
        select(col(Beneficiary.person_id)).where(
            col(Beneficiary.person_id).in_(known), col(Beneficiary.living), ~col(Beneficiary.withdrawn)
        )
    )
    alive = set(living)
    return [parent for parent in known if parent in alive]
