"""Refusals about simulations."""

from chassis.problems import Problem


class SchemeFaulty(Problem):
    """The text is no scheme that could be used; ``errors`` name each fault and its line."""

    status, slug = 422, "scheme-faulty"
    title_zh, title_en = "项目文件有误", "The scheme has faults"
