"""Refusals about changes of protocols."""

from chassis.problems import Problem


class UnknownChange(Problem):
    """No such decision, or not in the caller's divisions."""

    status, slug = 404, "unknown-protocol-change"
    title_zh, title_en = "未找到该方案变更", "No such change of a protocol"


class ChangeRunning(Problem):
    """Another decision on this protocol is being applied in a division that overlaps; ``change_id`` is it."""

    status, slug = 409, "protocol-change-running"
    title_zh, title_en = "同一方案的变更正在执行", "A change of this protocol is being applied"
