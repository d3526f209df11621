"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownCorrection(NotFound):
    """No such request, or none of a person in the caller's area."""

    slug = "unknown-correction"
    title_zh, title_en = "没有这条更正申请，或不在您的管辖范围内", "No such request for correction, or not in your area"


class CorrectionNotInState(Conflict):
    """The request was decided or applied already, or not decided yet; ``state`` says which."""

    slug = "correction-not-in-state"
    title_zh, title_en = "更正申请不在可以这样办理的状态", "The request is not in a state for this step"
