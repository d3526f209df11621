"""Refusals about work lists."""

from chassis.problems import Problem


class UnknownWorker(Problem):
    """No such worker, or not in the caller's divisions."""

    status, slug = 404, "unknown-worker"
    title_zh, title_en = "未找到该工作人员", "No such worker"
