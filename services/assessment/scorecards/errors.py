"""Refusals about scores."""

from chassis.problems import Problem


class NoScorecard(Problem):
    """No scorecard was in force on ``day``: nothing was scored then."""

    status, slug = 409, "no-scorecard"
    title_zh, title_en = "该期间没有评分表", "No scorecard was in force then"


class NoScore(Problem):
    """The place has no score in that period, or does not lie in the caller's area."""

    status, slug = 404, "no-score"
    title_zh, title_en = "该单位在该期间没有评分", "No score of that place in that period"
