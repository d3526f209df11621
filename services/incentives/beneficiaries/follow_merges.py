"""Follow the registry's merges: a merged entry is owed nothing, and its children are the survivor's; and back."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.repointing import Reference, note_merge, settle
from chassis.subscriptions import Delivery
from contracts.registry import PersonMerged, PersonUnmerged
from services.incentives.beneficiaries.keep_beneficiaries import keep_facts
from services.incentives.beneficiaries.tables import Beneficiary

_SAME_CLAIM = """t.state NOT IN ('refused', 'withdrawn', 'ended') AND EXISTS (
    SELECT FROM claims o WHERE o.person_id = $3 AND o.scheme = t.scheme AND o.year = t.year
        AND o.state NOT IN ('refused', 'withdrawn', 'ended'))"""
_SAME_SPAN = """t.state <> 'stopped' AND EXISTS (
    SELECT FROM entitlements o WHERE o.person_id = $3 AND o.scheme = t.scheme
        AND o.period_start = t.period_start AND o.state <> 'stopped')"""
_SAME_PROOF = """t.state = 'held' AND EXISTS (
    SELECT FROM proofs o WHERE o.person_id = $3 AND o.kind = t.kind AND o.state = 'held')"""

REFERENCES = (
    Reference("children", "birth_id", unless="EXISTS (SELECT FROM children o WHERE o.person_id = $3)"),
    Reference("children", "birth_id", "mother_id"),
    Reference("children", "birth_id", "father_id"),
    # Each keeps one current account: the merged entry's own waits where the survivor has one.
    Reference(
        "accounts",
        "id",
        unless="t.closed_at IS NULL AND EXISTS (SELECT FROM accounts o WHERE o.person_id = $3 AND o.closed_at IS NULL)",
    ),
    Reference("payments", "id"),
    Reference("payments", "id", "payee_id"),
    Reference("recoverables", "id"),
    Reference("recoverables", "id", "payee_id"),
    Reference("proofs", "id", unless=_SAME_PROOF),
    Reference("claims", "id", unless=_SAME_CLAIM),
    Reference("claims", "id", "payee_id"),
    # What is owed under both entries for the same days stays apart; payments go out for one of them (blocked_by.py).
    Reference("entitlements", "id", unless=_SAME_SPAN),
    Reference("entitlements", "id", "payee_id"),
    Reference("payee_changes", "id", "from_payee_id", unless="t.to_payee_id = $3"),
    Reference("payee_changes", "id", "to_payee_id", unless="t.from_payee_id = $3"),
)
"""What here names a person besides the person's own row."""


async def follow_merge(session: AsyncSession, event: PersonMerged, _: Delivery[PersonMerged]) -> None:
    """The entry is hidden until a later revision brings it back."""
    mine = (col(Beneficiary.person_id) == event.person_id) & (col(Beneficiary.revision) < event.revision)
    await session.execute(update(Beneficiary).where(mine).values(revision=event.revision, withdrawn=True))
    await note_merge(session, event.person_id, event.survivor_id, event.revision)
    await settle(session, REFERENCES, [event.person_id])


async def follow_unmerge(session: AsyncSession, event: PersonUnmerged, delivery: Delivery[PersonUnmerged]) -> None:
    """The entry is a person of their own again, with the children that were theirs."""
    await note_merge(session, event.person_id, None, event.revision)
    await settle(session, REFERENCES, [event.person_id])
    await keep_facts(session, [delivery])
