"""Refusals about outreach."""

from chassis.problems import Conflict, NotFound, Problem


class UnknownActivity(NotFound):
    """No such activity, or none in the caller's area."""

    slug = "unknown-activity"
    title_zh, title_en = "没有这项活动，或不在您的管辖范围内", "No such activity, or not in your area"


class UnknownEvidence(NotFound):
    """No such file, or none of an activity in the caller's area."""

    slug = "unknown-evidence"
    title_zh, title_en = "没有这份佐证材料，或不在您的管辖范围内", "No such file, or not in your area"


class UnknownBox(NotFound):
    """No box of that name."""

    slug = "unknown-box"
    title_zh, title_en = "没有这个档案盒", "No such box"


class EvidenceRefused(Problem):
    """The file is none that can be kept; ``reason`` says why: ``type``, ``broken`` or ``empty``."""

    status, slug = 422, "evidence-refused"
    title_zh, title_en = "不能收存这份文件", "This file cannot be kept"


class ActivityClosed(Conflict):
    """The activity was withdrawn, or holds as many files as one can, or holds this one; ``reason`` says which."""

    slug = "activity-closed"
    title_zh, title_en = "该活动不能再收存文件", "This activity takes no such file any more"


class BoxTooLarge(Conflict):
    """The box weighs more than one download may: ask by place, or for a shorter time."""

    slug = "box-too-large"
    title_zh, title_en = (
        "档案盒过大，请按单位或缩短时间下载",
        "The box is too large: ask by place or for a shorter time",
    )
