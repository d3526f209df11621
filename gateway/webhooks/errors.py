"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownWebhook(NotFound):
    """No endpoint has this id, or it was ended."""

    slug = "unknown-webhook"
    title_zh, title_en = "没有这个推送地址", "No such webhook"


class WebhookNotInState(Conflict):
    """The endpoint is disabled, and has to be enabled first; or it is not disabled."""

    slug = "webhook-not-in-state"
    title_zh, title_en = "推送地址当前状态不允许", "The webhook is not in a state for this"
