"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownLink(NotFound):
    """No such proposed link."""

    slug = "unknown-link"
    title_zh, title_en = "没有这条待核对的匹配", "No such link to be decided"


class LinkDecided(Conflict):
    """Nothing is to be decided: the row is linked, or the decision was made."""

    slug = "link-decided"
    title_zh, title_en = "这条匹配已有结论", "The link was decided already"
