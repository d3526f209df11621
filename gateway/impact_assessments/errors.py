"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownAssessment(NotFound):
    """No such version of this activity."""

    slug = "unknown-assessment"
    title_zh, title_en = "没有这份影响评估", "No such impact assessment"


class AssessmentOpen(Conflict):
    """A version of this activity waits for its decision; it is decided before the next is begun."""

    slug = "assessment-open"
    title_zh, title_en = "上一版影响评估尚未决定", "The version before has not been decided"


class AssessmentDecided(Conflict):
    """The version has been decided, and is kept as it is."""

    slug = "assessment-decided"
    title_zh, title_en = "这份影响评估已经决定", "This impact assessment has been decided"


class OwnAssessment(Conflict):
    """Whoever assessed does not decide."""

    slug = "own-assessment"
    title_zh, title_en = "评估人不能自行决定", "Whoever assessed does not decide"
