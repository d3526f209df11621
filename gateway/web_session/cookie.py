"""Reads the session's cookie, and only from calls that our own pages made. Pure.

A browser sends a cookie along with whatever is asked of us, also when another site asks. ``SameSite=Strict`` stops
other sites, but not another port of this machine; so a call with the cookie must also bear a header that only a
script of the same origin can set, and must not be from elsewhere by what the browser itself says of it.
"""

from collections.abc import Mapping

from gateway.web_session.errors import NotFromOurPage

NAME = "huijia_session"
MARK = "x-requested-with"
_OURS = b"huijia"
_SAFE = ("GET", "HEAD")
_SITE = b"sec-fetch-site"


def authorization_of(method: str, headers: Mapping[bytes, bytes]) -> str | None:
    """What stands for the ``Authorization`` header; the header itself wins. Raises NotFromOurPage."""
    if b"authorization" in headers:
        return headers[b"authorization"].decode("utf-8")
    token = token_in(headers.get(b"cookie", b"").decode("utf-8"))
    if token is None:
        return None
    check_origin(method, headers)
    return f"Bearer {token}"


def token_in(cookies: str) -> str | None:
    """The token in a ``Cookie`` header."""
    for pair in cookies.replace(",", ";").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == NAME and value:
            return value
    return None


def check_origin(method: str, headers: Mapping[bytes, bytes]) -> None:
    """Raises NotFromOurPage where the browser says so, or where a change lacks our pages' mark."""
    # 'none' is an address that a person typed or a bookmark: it may read, as it may without a session.
    allowed = (b"same-origin", b"none") if method in _SAFE else (b"same-origin",)
    if headers.get(_SITE, b"same-origin") not in allowed:
        raise NotFromOurPage()
    if method not in _SAFE and headers.get(MARK.encode()) != _OURS:
        raise NotFromOurPage()
