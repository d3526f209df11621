"""Merges over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import TOWNSHIP_UP, access
from chassis.concurrency import RevisionStale
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Page
from chassis.problems import BadPayload, CharterRefusal, documented
from services.registry.duplicates.decide_pair import settle_pair
from services.registry.households.errors import HeadMustStay
from services.registry.merges.errors import AlreadyUndone, MergeContradiction, UnknownMerge, UnmergeRefused
from services.registry.merges.find_merge import find_merge, merges_of
from services.registry.merges.merge_persons import merge_persons
from services.registry.merges.preview_merge import preview_merge
from services.registry.merges.schemas import MergeEntry, MergeOut, Preview, PreviewEntry, UndoEntry
from services.registry.merges.tables import Merge
from services.registry.merges.unmerge_persons import unmerge_persons
from services.registry.persons.errors import UnknownPerson
from services.registry.sealed import SealerDep

router = Router(prefix="/merges", tags=["merges 合并"])


def _show(response: Response, merge: Merge) -> MergeOut:
    tell_subjects(response, merge.survivor_id, merge.merged_id)
    return MergeOut.model_validate(merge, from_attributes=True)


@router.post("/preview", responses=documented(UnknownPerson, BadPayload, CharterRefusal))
@access(staff=TOWNSHIP_UP)
async def post_preview(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: PreviewEntry
) -> Preview:
    """Two entries field by field, with a proposal for each that differs. Nothing is changed."""
    preview = await preview_merge(session, sealer, caller, body.survivor_id, body.merged_id)
    tell_subjects(response, preview.survivor_id, preview.merged_id)
    return preview


@router.post(
    "",
    status_code=201,
    responses=documented(UnknownPerson, BadPayload, CharterRefusal, RevisionStale, MergeContradiction, HeadMustStay),
)
@access(staff=TOWNSHIP_UP)
async def post_merge(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: MergeEntry
) -> MergeOut:
    """Merge two entries of one person. What each service holds of the merged one follows the survivor."""
    merge = await merge_persons(session, sealer, caller, body)
    await settle_pair(session, caller, (merge.survivor_id, merge.merged_id), "merged", body.reason, merge.id)
    return _show(response, merge)


@router.get("", responses=documented(BadPayload))
@access(staff=TOWNSHIP_UP)
async def list_merges(
    session: Session, response: Response, caller: CallerDep, person_id: Annotated[UUID, Query()]
) -> Page[MergeOut]:
    """The merges that a person, or an id that was merged, took part in; newest first, the last hundred."""
    found = await merges_of(session, caller, person_id)
    tell_subjects(response, *dict.fromkeys(i for m in found for i in (m.survivor_id, m.merged_id)))
    return Page[MergeOut](items=[MergeOut.model_validate(merge, from_attributes=True) for merge in found])


@router.get("/{merge_id}", responses=documented(UnknownMerge))
@access(staff=TOWNSHIP_UP)
async def get_merge(session: Session, response: Response, caller: CallerDep, merge_id: UUID) -> MergeOut:
    """One merge: what was chosen, by whom and why, and whether it was undone."""
    return _show(response, await find_merge(session, caller, merge_id))


@router.post(
    "/{merge_id}/undo", responses=documented(UnknownMerge, BadPayload, CharterRefusal, AlreadyUndone, UnmergeRefused)
)
@access(staff=TOWNSHIP_UP)
async def post_undo(
    session: Session, response: Response, caller: CallerDep, merge_id: UUID, body: UndoEntry
) -> MergeOut:
    """Undo a merge that was wrong. The two are noted as not the same person, and not asked about again."""
    merge = await unmerge_persons(session, caller, merge_id, body.reason)
    await settle_pair(session, caller, (merge.survivor_id, merge.merged_id), "not_same", body.reason, merge.id)
    return _show(response, merge)
