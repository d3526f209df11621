"""Refusals about figures."""

from chassis.problems import Problem


class UnknownIndicator(Problem):
    """No indicator of that name was in force."""

    status, slug = 404, "unknown-indicator"
    title_zh, title_en = "没有这个指标", "No such indicator"


class NoCases(Problem):
    """The figure is made of other figures or of sums: there are no cases to list."""

    status, slug = 409, "no-cases"
    title_zh, title_en = "该指标没有可列出的个案", "This figure has no cases to list"
