"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownIncident(NotFound):
    """No incident has this id."""

    slug = "unknown-incident"
    title_zh, title_en = "没有这起安全事件", "No such incident"


class IncidentClosed(Conflict):
    """The incident is closed, and is kept as it is."""

    slug = "incident-closed"
    title_zh, title_en = "这起安全事件已经结案", "This incident has been closed"


class IncidentStepNotPossible(Conflict):
    """Something has to be done before this step; ``obstacle`` names it."""

    slug = "incident-step-not-possible"
    title_zh, title_en = "现在还不能办理这一步", "This step is not possible yet"


class OwnIncident(Conflict):
    """Whoever noted or assessed an incident does not close it, nor decide that people are not told."""

    slug = "own-incident"
    title_zh, title_en = "不能复核本人记录或评估的事件", "Nobody checks their own work on an incident"
