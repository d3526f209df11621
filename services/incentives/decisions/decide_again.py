"""Proves a past decision: the rule and the facts that were kept give the same result today."""

from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.sealing import Sealer
from services.incentives.decisions.errors import FactsErased
from services.incentives.decisions.make_decisions import CONTEXT, Made
from services.incentives.decisions.rules import Verdict, decide
from services.incentives.decisions.tables import Decision, SchemeText
from services.incentives.schemes.lint import Written, load_text
from services.incentives.schemes.model import Scheme


class Proof(NamedTuple):
    """The verdict then and the verdict now."""

    same: bool
    text_unchanged: bool
    """Whether the kept text of the rule still has the digest that the decision names."""
    verdict: Verdict


class UnreadableRule(Exception):
    """The kept text of a scheme is none: only damage does that."""


async def decide_again(session: AsyncSession, sealer: Sealer, decision: Decision) -> Proof:
    """From what was kept with the decision alone. Raises SealBroken for facts that were tampered with."""
    written = await rule_of(session, decision)
    verdict = decide(_scheme(written), decision.year, [facts_of(sealer, decision)])[0]
    then = (decision.entitled, decision.amount_fen, decision.months_fen, decision.met)
    return Proof(tuple(verdict) == then, written.digest == decision.text_digest, verdict)


async def rule_of(session: AsyncSession, decision: Decision) -> Written:
    """The scheme as it was written then."""
    kept = await session.get_one(SchemeText, decision.text_digest)
    return _read(f"{kept.scheme}.v{kept.version}.yaml", kept.text)


async def scheme_of(session: AsyncSession, decision: Decision) -> Scheme:
    """The scheme that the decision was made by."""
    return _scheme(await rule_of(session, decision))


@lru_cache(maxsize=256)
def _read(name: str, text: str) -> Written:
    return load_text(name, text)


def _scheme(written: Written) -> Scheme:
    if written.scheme is None:
        raise UnreadableRule(written.file)
    return written.scheme


def facts_of(sealer: Sealer, decision: Decision | Made) -> dict[str, Any]:
    """The facts as they were known that day. Raises FactsErased."""
    if not decision.facts_sealed:
        raise FactsErased()
    facts: dict[str, Any] = orjson.loads(sealer.open(decision.facts_sealed, CONTEXT))
    return facts
