"""Who may be in a household, and as what: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.registry.codes import HEAD
from services.registry.findings import Finding

Refusal = Literal["not-living", "in-another-household", "head-taken", "not-a-member", "head-must-stay"]


@dataclass(frozen=True, slots=True)
class Membership:
    """A person as far as households are concerned."""

    person_id: UUID
    living: bool
    household_id: UUID | None
    relation: str | None = None


def may_join(member: Membership, relation: str | None, head_id: UUID | None) -> Refusal | None:
    """Why the person cannot be taken in, if so. A household has one head, and nobody is in two households."""
    if not member.living:
        return "not-living"
    if member.household_id is not None:
        return "in-another-household"
    if relation == HEAD and head_id is not None:
        return "head-taken"
    return None


def may_leave(member: Membership, household_id: UUID, head_id: UUID | None, members: int) -> Refusal | None:
    """Why the person cannot leave, if so. The last member may always leave."""
    if member.household_id != household_id:
        return "not-a-member"
    if member.person_id == head_id and members > 1:
        return "head-must-stay"
    return None


def may_head(member: Membership, household_id: UUID) -> Refusal | None:
    """Why the person cannot become head, if so."""
    if member.household_id != household_id:
        return "not-a-member"
    return None if member.living else "not-living"


def may_transfer(
    member: Membership | None,
    relation: str | None,
    target_head: UUID | None,
    is_head: bool,
    remaining: Collection[UUID],
) -> Refusal | None:
    """Why ``member`` (``None``: not one of the household's living) cannot go over to another household, if so.

    A head who leaves while others stay must first be succeeded.
    """
    if member is None:
        return "not-a-member"
    if is_head and remaining:
        return "head-must-stay"
    return "head-taken" if relation == HEAD and target_head is not None else None


def of_join(staying: UUID, leaving: UUID) -> list[Finding]:
    """A household cannot be joined to itself."""
    if staying != leaving:
        return []
    return [Finding("household_id", "same_household", "不能与自身并户", "a household cannot be joined to itself")]


def of_relation(household_id: UUID | None, relation: str | None) -> list[Finding]:
    """A relation that is given without a household to be related in."""
    if household_id is not None or relation is None:
        return []
    return [Finding("relation_to_head", "household_missing", "未填所在户", "no household to be related in")]


def registered_elsewhere(path: str) -> Finding:
    """A person's registration is where their household's is."""
    return Finding(path, "household_elsewhere", "户籍地与所在户不一致", "the household is registered elsewhere")
