"""Refusals about confirmations."""

from chassis.problems import Conflict, NotFound


class UnknownConfirmation(NotFound):
    """No such confirmation, or none of the caller's divisions."""

    slug = "unknown-confirmation"
    title_zh, title_en = "没有这项核实，或不在您的管辖范围内", "No such confirmation, or not in your area"


class ConfirmationRuns(Conflict):
    """The move is being confirmed already, or was; ``confirmation_id`` is it."""

    slug = "confirmation-runs"
    title_zh, title_en = "这次流动已在核实", "The move is being confirmed already"


class ConfirmationClosed(Conflict):
    """Both counties agree already."""

    slug = "confirmation-closed"
    title_zh, title_en = "这项核实已办结", "The confirmation is closed"
