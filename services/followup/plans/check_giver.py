"""Whose yes counts: the person's own from 14 on, a guardian's for a child (PIPL art. 31). For every consent here."""

from datetime import date
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import BadPayload, CharterRefusal, Fault
from services.followup.people.tables import KnownPerson
from services.followup.plans import rules
from services.followup.plans.errors import PersonNotKnown


class Giver(Protocol):
    """Who said yes: the members that every consent has."""

    @property
    def given_by(self) -> rules.GivenBy:
        """The person, or a guardian."""

    @property
    def guardian_id(self) -> UUID | None:
        """The guardian in the register."""


async def check_giver(session: AsyncSession, person: KnownPerson, given: Giver, day: date) -> None:
    """Raises CharterRefusal, BadPayload, or PersonNotKnown where no birth date is known."""
    if person.birth_date is None:
        raise PersonNotKnown()
    needed = rules.who_must_agree(person.birth_date, day)
    if needed == "guardian" and given.given_by != "guardian":
        raise CharterRefusal(
            "C10",
            "未满十四周岁的儿童须由父母或其他监护人同意（个人信息保护法第三十一条）。",
            "For a child under 14 a parent or other guardian must agree (PIPL art. 31).",
        )
    if needed == "self" and given.given_by == "guardian":
        raise CharterRefusal(
            "C2",
            "年满十四周岁的人由本人决定，他人不能代为同意。",
            "From 14 on people decide for themselves; nobody agrees in their place.",
        )
    if needed == "guardian":
        await _check_guardian(session, person, given, day)
    elif given.guardian_id is not None:
        raise BadPayload(faults=[Fault("#/guardian_id", "not_expected", "the person agreed themselves")])


async def _check_guardian(session: AsyncSession, person: KnownPerson, given: Giver, day: date) -> None:
    if given.guardian_id is None:
        raise BadPayload(faults=[Fault("#/guardian_id", "missing", "name the guardian who agreed")])
    guardian = await session.get(KnownPerson, given.guardian_id)
    if guardian is None or not rules.can_be_guardian(guardian.birth_date, guardian.can_be_cared_for, day):
        raise BadPayload(faults=[Fault("#/guardian_id", "not_a_guardian", "no living adult of this id is registered")])
