"""Refusals about batches."""

from chassis.problems import Problem


class UnknownBatch(Problem):
    """No such batch, or not one of the caller's divisions."""

    status, slug = 404, "unknown-batch"
    title_zh, title_en = "未找到该批次", "No such batch"


class BatchNotInState(Problem):
    """The batch is not in a state in which this can be done; ``state`` is its state."""

    status, slug = 409, "batch-not-in-state"
    title_zh, title_en = "批次当前状态下不能这样做", "Not possible in the batch's state"


class SamePerson(Problem):
    """Who made a batch does not approve it, and who releases it did neither."""

    status, slug = 409, "same-person"
    title_zh, title_en = "制单、审批、放行须由三人分别办理", "Making, approving and releasing take three people"
