"""Refusals of this feature."""

from chassis.problems import Conflict


class AlreadyLivesThere(Conflict):
    """The person lives in that division already; an address is corrected, not moved to."""

    slug = "already-lives-there"
    title_zh, title_en = "此人已居住在该区划", "The person lives in that division already"


class MovedLater(Conflict):
    """A later move is registered already; ``last_moved_on`` is its date."""

    slug = "moved-later"
    title_zh, title_en = "已登记了更晚的迁移", "A later move is registered already"
