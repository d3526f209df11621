"""Refusals about papers."""

from chassis.problems import Problem


class NothingToPrint(Problem):
    """Nobody of the division was paid in the cycle yet."""

    status, slug = 409, "nothing-to-print"
    title_zh, title_en = "尚无可打印的内容", "There is nothing to print"
