"""Refusals about recoveries."""

from chassis.problems import Problem


class UnknownRecoverable(Problem):
    """No such debt or proposal, or not one in the caller's divisions."""

    status, slug = 404, "unknown-recoverable"
    title_zh, title_en = "未找到该笔应收回款项", "No such amount to be recovered"


class MoreThanOwed(Problem):
    """More than is still open: ``open_fen`` says how much that is."""

    status, slug = 409, "more-than-owed"
    title_zh, title_en = "超过尚未收回的金额", "More than is still owed back"


class GracePeriodRuns(Problem):
    """Until ``grace_until`` the person may bring the money themselves; nothing is set off before."""

    status, slug = 409, "grace-period-runs"
    title_zh, title_en = "宽限期未满，不得抵扣", "The grace period still runs"


class NotSetOff(Problem):
    """The payment cannot be cut: it is not owed to the same person by the same fund, or is with the bank."""

    status, slug = 409, "payment-cannot-be-set-off"
    title_zh, title_en = "该笔发放不能用于抵扣", "The payment cannot be set off"


class DecisionByProposer(Problem):
    """Who proposed it does not decide it."""

    status, slug = 409, "decided-by-proposer"
    title_zh, title_en = "提出人不得自行决定", "Who proposed it does not decide it"


class AlreadyDecided(Problem):
    """The proposal was decided; ``state`` says how."""

    status, slug = 409, "proposal-decided"
    title_zh, title_en = "该提议已作决定", "The proposal was decided already"
