"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownPerson(NotFound):
    """Nobody with this id is in the register, or not in the caller's area: both look the same from outside."""

    slug = "unknown-person"
    title_zh, title_en = "没有这个人，或不在您的管辖范围内", "No such person, or not in your area"


class NumberTaken(Conflict):
    """Somebody is registered with this citizen number already."""

    slug = "citizen-number-taken"
    title_zh, title_en = "该公民身份号码已经登记", "This citizen number is registered already"


class NotYetRegistered(NotFound):
    """Nothing was registered of it on that day; ``since`` is the first day on which something was."""

    slug = "not-yet-registered"
    title_zh, title_en = "该日期尚未登记", "Not registered yet on that day"
