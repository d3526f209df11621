"""Papers about claims over HTTP."""

import asyncio
from uuid import UUID

import asyncpg
from fastapi.responses import Response

from chassis import audit, clock
from chassis.access import VILLAGE_UP, access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.problems import BadPayload, documented
from services.incentives.decisions.errors import UnknownDecision
from services.incentives.decisions.routes import load_decision, view_of
from services.incentives.papers.print_claims import Whose, print_decision, print_list
from services.incentives.papers.routes import PDF, pdf
from services.incentives.places.keep_place import name_of
from services.incentives.postings.errors import UnknownPosting
from services.incentives.postings.load import load_posting
from services.incentives.postings.queries import list_lines, show_posting

router = Router(tags=["papers 文书"])
_MOST = 20_000
_VILLAGES = "SELECT code, name FROM places WHERE code = ANY($1::text[])"
_NAME = "SELECT name FROM beneficiaries WHERE person_id = $1"


@router.get(
    "/postings/{posting_id}/list.pdf", response_class=Response, responses=PDF | documented(BadPayload, UnknownPosting)
)
@access(staff=VILLAGE_UP)
async def get_posting_list(posting_id: UUID, session: Session, caller: CallerDep) -> Response:
    """The list as it hangs out (公示名单): masked names, until when, and how to object."""
    posting = await load_posting(session, caller, posting_id)
    lines = await list_lines(session, posting, None, _MOST)
    if len(lines) > _MOST:
        raise BadPayload("请按乡镇或村张榜。", f"More than {_MOST} lines: hang out town by town.")
    connection = await driver(session)
    rows = await connection.fetch(_VILLAGES, sorted({line.division_code for line in lines}))
    villages = {row["code"].strip(): row["name"] for row in rows}
    place = await name_of(connection, posting.division_code)
    content = await asyncio.to_thread(print_list, await show_posting(session, posting_id), place, lines, villages)
    await audit.record(session, caller, "print-posting", None, posting=posting_id, lines=len(lines))
    return pdf(content, f"posting-{posting.division_code}.pdf")


@router.get(
    "/decisions/{decision_id}/notice.pdf",
    response_class=Response,
    responses=PDF | documented(BadPayload, UnknownDecision),
)
@access(staff=VILLAGE_UP)
async def get_decision_notice(decision_id: UUID, session: Session, caller: CallerDep) -> Response:
    """A decision on paper for its person (认定结果告知书): why, or why not, and how to object."""
    decision, claim = await load_decision(session, caller, decision_id)
    connection = await driver(session)
    whose = Whose(await _name(connection, claim.person_id), await _name(connection, claim.payee_id))
    content = print_decision(await view_of(session, decision), whose, clock.today())
    await audit.record(session, caller, "print-decision", claim.person_id, decision=decision_id)
    response = pdf(content, "decision.pdf")
    tell_subjects(response, claim.person_id, *({claim.payee_id} - {claim.person_id}))
    return response


async def _name(connection: asyncpg.Connection, person_id: UUID) -> str:
    name: str = await connection.fetchval(_NAME, person_id) or ""
    return name
