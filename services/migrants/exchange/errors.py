"""Refusals about messages between counties, towards our own staff."""

from chassis.problems import Problem


class UnknownExchangeMessage(Problem):
    """No such message."""

    status, slug = 404, "unknown-exchange-message"
    title_zh, title_en = "没有这条县际消息", "No such message between counties"


class MessageSettled(Problem):
    """The peer has applied or rejected the message; ``state`` says which. Sending it again would change nothing."""

    status, slug = 409, "message-settled"
    title_zh, title_en = "对端县已办理或已拒收这条消息", "The other county has settled this message"
