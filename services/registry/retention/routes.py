"""Retention and erasure over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis import clock
from chassis.access import ALL_STAFF, TOWNSHIP_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, Fault, documented
from services.registry.persons.errors import UnknownPerson
from services.registry.retention.erase_on_request import erase_on_request
from services.registry.retention.errors import DutyToKeep, UnknownRun
from services.registry.retention.prove_removal import check_proof, digest_of_id
from services.registry.retention.queries import periods_on, runs, show_run
from services.registry.retention.schemas import ErasureEntry, ErasureOut, PeriodOut, ProofOut, RunOut
from services.registry.retention.tables import RetentionRun
from services.registry.sealed import SealerDep

router = Router(tags=["retention 保存期限"])


@router.get("/retention/periods")
@access(staff=ALL_STAFF)
async def list_periods() -> Page[PeriodOut]:
    """How long each kind of record is kept, and by what right."""
    return Page[PeriodOut](items=periods_on(clock.today()), next=None)


@router.get("/retention/runs", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_runs(
    session: Session,
    sealer: SealerDep,
    record: Annotated[str | None, Query(max_length=40)] = None,
    removed_id: Annotated[str | None, Query(max_length=40, description="Was this id of `record` removed?")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[RunOut]:
    """What was removed, the newest first."""
    if removed_id is not None and record is None:
        raise BadPayload(faults=[Fault("query/record", "missing", "请同时填写记录类型 (say of which kind of record)")])
    digest = digest_of_id(sealer, record or "", removed_id) if removed_id is not None else None
    before = decode_cursor(cursor, UUID)[0] if cursor else None
    found = await runs(session, record, digest, before, limit)
    return page_of([show_run(run) for run in found], limit, "id")


@router.get("/retention/runs/{run_id}", responses=documented(UnknownRun))
@access(staff=("county-admin", "auditor"))
async def get_run(session: Session, run_id: UUID) -> ProofOut:
    """One run, and whether it is as it was audited."""
    run = await session.get(RetentionRun, run_id)
    if run is None:
        raise UnknownRun()
    holds, position = await check_proof(session, run)
    return ProofOut(**show_run(run).model_dump(), holds=holds, audit_position=position)


@router.post("/persons/{person_id}/erasures", status_code=201, responses=documented(UnknownPerson, DutyToKeep))
@access(staff=TOWNSHIP_UP)
async def post_erasure(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    person_id: UUID,
    body: ErasureEntry,
) -> ErasureOut:
    """Erase what the person asks for, from the history too. A refusal names the duty that stands against it."""
    done = await erase_on_request(session, sealer, caller, person_id, body.records)
    tell_subjects(response, person_id)
    return ErasureOut(person_id=person_id, runs=[show_run(run) for run in done])
