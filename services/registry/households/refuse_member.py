"""The rules' refusals as problems."""

from typing import Any

from chassis.problems import Problem
from services.registry.households.errors import (
    HeadMustStay,
    HeadTaken,
    InAnotherHousehold,
    NotAMember,
    PersonNotLiving,
)
from services.registry.households.rules import Membership, Refusal
from services.registry.persons.tables import Person

_PROBLEMS: dict[Refusal, type[Problem]] = {
    "not-living": PersonNotLiving,
    "in-another-household": InAnotherHousehold,
    "head-taken": HeadTaken,
    "not-a-member": NotAMember,
    "head-must-stay": HeadMustStay,
}


def refuse_member(refusal: Refusal | None, **facts: Any) -> None:
    """Raises the problem that ``refusal`` names, if any, with the facts that stand against it."""
    if refusal is not None:
        raise _PROBLEMS[refusal](**facts)


def membership(person: Person) -> Membership:
    """The person as the rules see them."""
    return Membership(person.id, person.living, person.household_id, person.relation_to_head)
