"""Refusals of this desk."""

from chassis.problems import Conflict, NotFound


class UnknownDeadLetter(NotFound):
    """No dead letter of this service has this number."""

    slug = "unknown-dead-letter"
    title_zh, title_en = "没有这件未能处理的事件", "No such dead letter"


class DeadLetterSettled(Conflict):
    """It was replayed or discarded before."""

    slug = "dead-letter-settled"
    title_zh, title_en = "这件事件已经处理或放弃", "This dead letter has been settled"
