"""Somebody brings a proof: it is held from then on, in place of an older one of its kind."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.incentives.beneficiaries.load import load_living
from services.incentives.proofs.errors import ProofNumberTaken
from services.incentives.proofs.schemas import ProofGiven
from services.incentives.proofs.tables import Proof
from services.incentives.proofs.values import BadValue, check_value, kept_as
from services.incentives.schemes.kinds import Kind, kinds

NUMBER = "proof.number"
_HOLDERS = 2
"""A certificate of the one-child period is held by both parents."""


async def record_proof(session: AsyncSession, sealer: Sealer, caller: Caller, given: ProofGiven) -> Proof:
    """The proof, held. Raises BadPayload, UnknownBeneficiary, ProofNumberTaken."""
    kind, value = _check(given)
    await load_living(session, caller, given.person_id)
    older = await _held_before(session, given)
    index = None if given.number is None else sealer.index(given.number.upper(), NUMBER)
    if index is not None:
        await _check_number(session, given, index)
    if older is not None:
        older.state, older.revision = "replaced", older.revision + 1
        await session.flush()
    proof = Proof(
        id=new_id(),
        **given.model_dump(include={"person_id", "kind", "held_from", "held_to", "issued_on", "issuer"}),
        **kept_as(sealer, kind, value),
        number_sealed=None if given.number is None else sealer.seal(given.number, NUMBER),
        number_index=index,
        documents=[each.model_dump() for each in given.documents],
        recorded_by=caller.subject,
        recorded_at=clock.now(),
    )
    session.add(proof)
    await session.flush()
    await audit.record(session, caller, "record-proof", given.person_id, proof=proof.id, kind=proof.kind)
    return proof


def _check(given: ProofGiven) -> tuple[Kind, str | None]:
    kind = kinds().get(given.kind)
    if kind is None or kind.register:
        raise BadPayload(faults=[Fault("#/kind", "unknown_kind", "no kind of fact that people bring")])
    faults = []
    try:
        value = check_value(kind, given.value)
    except BadValue as error:
        value = None
        faults.append(Fault("#/value", "bad_value", str(error)))
    if kind.numbered and given.number is None:
        faults.append(Fault("#/number", "missing", "this kind of document has a number"))
    if kind.issued_before is not None and (given.issued_on is None or given.issued_on >= kind.issued_before):
        message = f"only what was issued before {kind.issued_before} counts"
        faults.append(Fault("#/issued_on", "issued_too_late", message))
    faults += _faults_of_days(given)
    if faults:
        raise BadPayload(faults=faults)
    return kind, value


def _faults_of_days(given: ProofGiven) -> list[Fault]:
    faults = []
    if given.held_to is not None and given.held_to < given.held_from:
        faults.append(Fault("#/held_to", "ends_before_it_begins", "the last day lies before the first"))
    if given.issued_on is not None and given.issued_on > clock.today():
        faults.append(Fault("#/issued_on", "in_the_future", "this day has not come yet"))
    return faults


async def _held_before(session: AsyncSession, given: ProofGiven) -> Proof | None:
    query = select(Proof).where(
        col(Proof.person_id) == given.person_id, col(Proof.kind) == given.kind, col(Proof.state) == "held"
    )
    return (await session.execute(query.with_for_update())).scalar_one_or_none()


async def _check_number(session: AsyncSession, given: ProofGiven, index: bytes) -> None:
    same = select(col(Proof.person_id)).where(
        col(Proof.kind) == given.kind,
        col(Proof.number_index) == index,
        col(Proof.state) == "held",
        col(Proof.person_id) != given.person_id,
    )
    if len((await session.execute(same.limit(_HOLDERS))).all()) >= _HOLDERS:
        raise ProofNumberTaken()


def masked_number(sealer: Sealer, proof: Proof) -> str | None:
    """The last two characters stay."""
    if proof.number_sealed is None:
        return None
    number = sealer.open(proof.number_sealed, NUMBER)
    return "*" * (len(number) - 2) + number[-2:]
