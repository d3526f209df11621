"""Makes decisions about claims and keeps with each the rule as it is written and the facts as they are known."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import driver
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.incentives.decisions.rules import Verdict, decide
from services.incentives.decisions.snapshot import Snapshot, snapshots_of
from services.incentives.decisions.tables import SchemeText
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.model import Scheme

CONTEXT = "decision.facts"


class Made(NamedTuple):
    """A decision as it was written: the columns of its row. Very many are made at once, and none changes after."""

    id: UUID
    claim_id: UUID
    scheme: str
    scheme_version: int
    text_digest: str
    year: int
    entitled: bool
    amount_fen: int
    months_fen: list[int]
    met: Any
    facts_sealed: bytes
    made_by: str
    made_at: datetime
    made_on: date


class Asked(NamedTuple):
    """A claim to decide, and for whom."""

    claim_id: UUID
    person_id: UUID


async def make_decisions(
    session: AsyncSession, sealer: Sealer, scheme: Scheme, year: int, asked: Sequence[Asked], made_by: str
) -> Mapping[UUID, Made]:
    """The decision of each claim, by claim. Everybody asked for must be known here."""
    known = await snapshots_of(session, sealer, [each.person_id for each in asked], year)
    facts = [_without(scheme, known[each.person_id]) for each in asked]
    digest = await _keep_text(session, scheme)
    made: dict[UUID, Made] = {}
    for each, snapshot, verdict in zip(asked, facts, decide(scheme, year, facts), strict=True):
        sealed = sealer.seal(orjson.dumps(snapshot).decode(), CONTEXT)
        made[each.claim_id] = _decision(scheme, year, each, verdict, sealed, digest, made_by)
    rows = [decision._replace(met=orjson.dumps(decision.met).decode()) for decision in made.values()]
    await (await driver(session)).copy_records_to_table("decisions", records=rows, columns=Made._fields)
    return made


def _without(scheme: Scheme, snapshot: Snapshot) -> Snapshot:
    """Only what the scheme looks at is kept: nothing is gathered because it was at hand (PIPL art. 6)."""
    looked_at = scheme.facts()
    brought = {fact: held for fact, held in snapshot["brought"].items() if fact in looked_at}
    instead = [other for other in snapshot["entitled_to"] if other in scheme.yields_to]
    return snapshot | {"brought": brought, "entitled_to": instead}


async def _keep_text(session: AsyncSession, scheme: Scheme) -> str:
    written = catalogue().written(scheme)
    row = {"digest": written.digest, "scheme": scheme.id, "version": scheme.version, "text": written.text}
    await session.execute(insert(SchemeText).values(row).on_conflict_do_nothing())
    return written.digest


def _decision(
    scheme: Scheme, year: int, asked: Asked, verdict: Verdict, sealed: bytes, digest: str, made_by: str
) -> Made:
    return Made(
        id=new_id(),
        claim_id=asked.claim_id,
        scheme=scheme.id,
        scheme_version=scheme.version,
        text_digest=digest,
        year=year,
        entitled=verdict.entitled,
        amount_fen=verdict.amount_fen,
        months_fen=verdict.months_fen,
        met=verdict.met,
        facts_sealed=sealed,
        made_by=made_by,
        made_at=clock.now(),
        made_on=clock.today(),
    )
