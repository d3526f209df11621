"""Refusals about what devices send."""

from chassis.problems import Problem


class ClientIdReused(Problem):
    """The device gave the same id to two different entries; both are still on the device."""

    status, slug = 409, "client-id-reused"
    title_zh, title_en = "同一条目编号用于了不同内容", "One client id for two different entries"
