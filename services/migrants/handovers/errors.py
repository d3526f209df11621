"""Refusals about handovers."""

from chassis.problems import Conflict, NotFound


class UnknownHandover(NotFound):
    """No such handover, or none of the caller's divisions."""

    slug = "unknown-handover"
    title_zh, title_en = "没有这项转接，或不在您的管辖范围内", "No such handover, or not in your area"


class HandoverClosed(Conflict):
    """The handover was answered or closed before; ``state`` says how."""

    slug = "handover-closed"
    title_zh, title_en = "这项转接已办结，不能再这样做", "The handover was answered or closed before"


class HandoverOverTime(Conflict):
    """The last day for an answer has passed; ``answer_by`` was it."""

    slug = "handover-over-time"
    title_zh, title_en = "答复期限已过", "The last day for an answer has passed"


class HandoverRuns(Conflict):
    """One of the people is in a handover that is not closed yet, or was handed over to another county."""

    slug = "handover-runs"
    title_zh, title_en = (
        "此人已有未办结的转接，或已转接到别县",
        "Somebody named is in another handover, or was handed over",
    )


class NobodyServesThere(Conflict):
    """No county that this one exchanges messages with serves the division."""

    slug = "nobody-serves-there"
    title_zh, title_en = "该区划所在的县尚未与本县联通", "No county that we exchange messages with serves that place"
