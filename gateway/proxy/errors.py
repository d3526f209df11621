"""What the gateway itself refuses or reports about a call."""

from chassis.problems import Problem


class BadRequest(Problem):
    """The request could be read in two ways, or carries what no request of ours needs."""

    status, slug = 400, "bad-request"
    title_zh, title_en = "请求格式有误", "The request is malformed"


class TooSlow(Problem):
    """The request's body stopped coming."""

    status, slug = 408, "too-slow"
    title_zh, title_en = "请求内容传输超时", "The request's body stopped coming"


class BadAnswer(Problem):
    """A service answered with something that cannot be passed on."""

    status, slug = 502, "bad-answer"
    title_zh, title_en = "后端服务应答异常", "A service's answer cannot be passed on"


class ServiceDown(Problem):
    """The service cannot be reached, or broke the connection before it answered."""

    status, slug = 503, "service-down"
    title_zh, title_en = "后端服务暂不可用", "The service is not available"


class ServiceSilent(Problem):
    """The service did not answer in time; what was asked of it may have been done all the same."""

    status, slug = 504, "service-silent"
    title_zh, title_en = "后端服务应答超时", "The service did not answer in time"


class ClientGone(Exception):
    """The caller closed the connection: nobody is left to answer."""
