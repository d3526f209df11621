"""Refusals about contacts."""

from chassis.problems import NotFound


class NoContactKept(NotFound):
    """The person agreed to no contact being kept, or took it back."""

    slug = "no-contact-kept"
    title_zh, title_en = "未保留此人的联系方式", "No contact is kept of this person"
