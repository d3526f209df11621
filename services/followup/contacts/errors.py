"""Refusals about contact numbers."""

from chassis.problems import Problem


class UnknownContact(Problem):
    """Nobody has agreed to be reminded under this id, or not in the caller's divisions."""

    status, slug = 404, "unknown-contact"
    title_zh, title_en = "此人未留联系方式", "No contact was left"
