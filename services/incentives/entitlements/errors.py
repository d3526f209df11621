"""Refusals about entitlements."""

from chassis.problems import Problem


class UnknownEntitlement(Problem):
    """No such entitlement, or not one in the caller's divisions."""

    status, slug = 404, "unknown-entitlement"
    title_zh, title_en = "未找到该项待遇", "No such entitlement"


class AlreadyEntitled(Problem):
    """The scheme's money for this span is owed to the person already; ``entitlement_id`` is it."""

    status, slug = 409, "already-entitled"
    title_zh, title_en = "该人员本期已享受该项待遇", "Entitled already for this span"
