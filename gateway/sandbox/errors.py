"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class NotInSandbox(NotFound):
    """The policy allows this, but the sandbox has nothing to answer it with."""

    slug = "not-in-sandbox"
    title_zh, title_en = "沙箱没有这一项", "The sandbox does not have this"


class UnknownSandboxClient(NotFound):
    """No sandbox client has this name."""

    slug = "unknown-sandbox-client"
    title_zh, title_en = "没有这个沙箱客户端", "No such sandbox client"


class SandboxClientTaken(Conflict):
    """An account of this name exists."""

    slug = "sandbox-client-taken"
    title_zh, title_en = "该客户端标识已被使用", "This client id is taken"
