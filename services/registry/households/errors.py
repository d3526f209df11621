"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownHousehold(NotFound):
    """No such household, or none in the caller's area."""

    slug = "unknown-household"
    title_zh, title_en = "没有这个户，或不在您的管辖范围内", "No such household, or not in your area"


class HouseholdNumberTaken(Conflict):
    """The division has a household with this number already."""

    slug = "household-number-taken"
    title_zh, title_en = "该区划已有此户号", "This household number is in use in the division"


class HeadTaken(Conflict):
    """The household has a head; another is made by a change of head."""

    slug = "household-head-taken"
    title_zh, title_en = "该户已有户主", "The household has a head already"


class InAnotherHousehold(Conflict):
    """The person is a member of a household already, ``current_household_id``; nobody is in two."""

    slug = "in-another-household"
    title_zh, title_en = "此人已在另一户中", "The person is in another household"


class NotAMember(Conflict):
    """The person is not a member of this household."""

    slug = "not-a-member"
    title_zh, title_en = "此人不是该户成员", "The person is not a member of this household"


class HeadMustStay(Conflict):
    """The head cannot leave while others are in the household: another head first."""

    slug = "head-must-stay"
    title_zh, title_en = "户主离户前须先变更户主", "Change the head before the head leaves"


class PersonNotLiving(Conflict):
    """What was asked is done for the living."""

    slug = "person-not-living"
    title_zh, title_en = "此人已登记死亡", "The person is registered as dead"
