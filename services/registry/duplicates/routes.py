"""Duplicates over HTTP: the review queue, and searches of the whole register."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from chassis.access import COUNTY, TOWNSHIP_UP, VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, CharterRefusal, documented, language_of
from services.registry.duplicates.decide_pair import refuse_pair
from services.registry.duplicates.errors import PairDecided, UnknownPair, UnknownScan
from services.registry.duplicates.find_pair import find_pair, pairs_in
from services.registry.duplicates.request_scan import find_scan, latest_scans, request_scan
from services.registry.duplicates.schemas import NotSame, PairOut, ScanOut
from services.registry.duplicates.tables import Pair
from services.registry.duplicates.words import in_words

router = Router(prefix="/duplicates", tags=["duplicates 查重"])

# Two persons stand in each: all are named in a header for the access log.
PairLimit = Annotated[int, Query(ge=1, le=100)]
State = Literal["open", "merged", "not_same", "lapsed"]


def _show(pair: Pair, request: Request) -> PairOut:
    words = in_words(pair.evidence, pair.weight, language_of(request))
    return PairOut.model_validate(pair.model_dump() | {"words": words})


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_pairs(
    session: Session,
    request: Request,
    response: Response,
    caller: CallerDep,
    state: State = "open",
    cursor: Cursor = None,
    limit: PairLimit = 50,
) -> Page[PairOut]:
    """Pairs of your area that may be one person, the strongest evidence first. A pair across areas is the county's."""
    after = decode_cursor(cursor, float, UUID) if cursor else None
    rows = await pairs_in(session, caller, state, after, limit)
    shown = [_show(pair, request) for pair in rows[:limit]]
    tell_subjects(response, *dict.fromkeys(i for pair in shown for i in (pair.person_id, pair.other_id)))
    following = encode_cursor(shown[-1].weight or 0.0, shown[-1].id) if len(rows) > limit else None
    return Page[PairOut](items=shown, next=following)


@router.post("/scans", status_code=202, responses=documented(BadPayload))
@access(staff=COUNTY)
async def post_scan(session: Session, caller: CallerDep) -> ScanOut:
    """Search the whole register for duplicates. One search runs at a time; asking again gives the one that waits."""
    return ScanOut.model_validate(await request_scan(session, caller), from_attributes=True)


@router.get("/scans", responses=documented(BadPayload))
@access(staff=TOWNSHIP_UP)
async def list_scans(session: Session) -> Page[ScanOut]:
    """The last fifty searches, newest first."""
    return Page[ScanOut](items=[ScanOut.model_validate(s, from_attributes=True) for s in await latest_scans(session)])


@router.get("/scans/{scan_id}", responses=documented(UnknownScan))
@access(staff=TOWNSHIP_UP)
async def get_scan(session: Session, scan_id: UUID) -> ScanOut:
    """How far a search is, and what it found."""
    return ScanOut.model_validate(await find_scan(session, scan_id), from_attributes=True)


@router.get("/{pair_id}", responses=documented(UnknownPair))
@access(staff=VILLAGE_UP)
async def get_pair(session: Session, request: Request, response: Response, caller: CallerDep, pair_id: UUID) -> PairOut:
    """One pair with its evidence."""
    shown = _show(await find_pair(session, caller, pair_id), request)
    tell_subjects(response, shown.person_id, shown.other_id)
    return shown


@router.post("/{pair_id}/not-same", responses=documented(UnknownPair, PairDecided, BadPayload, CharterRefusal))
@access(staff=TOWNSHIP_UP)
async def post_not_same(
    session: Session, request: Request, response: Response, caller: CallerDep, pair_id: UUID, body: NotSame
) -> PairOut:
    """Not the same person: for good. Only a document that nobody knew of raises the question again."""
    shown = _show(await refuse_pair(session, caller, pair_id, body.reason), request)
    tell_subjects(response, shown.person_id, shown.other_id)
    return shown
