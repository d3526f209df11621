"""Refusals about changes of payee."""

from chassis.problems import Problem


class UnknownPayeeChange(Problem):
    """No such change, or not one in the caller's divisions."""

    status, slug = 404, "unknown-payee-change"
    title_zh, title_en = "未找到该项收款人变更", "No such change of payee"


class PayeeChangePending(Problem):
    """Another change of this entitlement's payee waits for its decision."""

    status, slug = 409, "payee-change-pending"
    title_zh, title_en = "已有一项收款人变更待审批", "Another change of payee waits"


class PayeeChangeDecided(Problem):
    """The change was decided already; ``state`` says how."""

    status, slug = 409, "payee-change-decided"
    title_zh, title_en = "该项收款人变更已审批", "This change was decided already"


class PayeeStands(Problem):
    """The payee lives and is who the entitlement names: there is no ground for another one."""

    status, slug = 409, "payee-stands"
    title_zh, title_en = "现收款人仍可领取，不需变更", "The payee can be paid as they are"
