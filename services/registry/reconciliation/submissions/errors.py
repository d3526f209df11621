"""Refusals of this feature. What makes a file unreadable is kept with the submission."""

from chassis.problems import Conflict, NotFound, Problem


class UnknownSubmission(NotFound):
    """No such submission, or another department's."""

    slug = "unknown-submission"
    title_zh, title_en = "没有这次提交，或是其他部门的", "No such submission, or another department's"


class UnknownKind(NotFound):
    """There is no such record kind."""

    slug = "unknown-record-kind"
    title_zh, title_en = "没有这种数据类别", "No such record kind"


class KindNotYours(Problem):
    """The record kind is another department's to hand in; ``kinds`` are yours."""

    status, slug = 422, "record-kind-not-yours"
    title_zh, title_en = "这类数据由其他部门提交", "Another department hands in this kind"


class SessionNotCollecting(Conflict):
    """The meeting takes no more extracts; ``state`` says how it stands."""

    slug = "session-not-collecting"
    title_zh, title_en = "本次会议已不再接收数据", "This meeting takes no more extracts"
