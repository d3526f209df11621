"""Refusals about bank accounts."""

from chassis.problems import Problem


class UnknownPayee(Problem):
    """Benefits know no such living person in the caller's divisions."""

    status, slug = 404, "unknown-payee"
    title_zh, title_en = "未找到该领款人", "No such payee"


class UnknownAccount(Problem):
    """No such account, or its holder is not in the caller's divisions."""

    status, slug = 404, "unknown-account"
    title_zh, title_en = "未找到该账户", "No such account"
