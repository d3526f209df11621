"""Updates name the revision they build on: ``If-Match`` against the ``ETag`` of what was read (RFC 9110)."""

from typing import Annotated

from fastapi import Header
from fastapi.responses import Response

from chassis.problems import BadPayload, Fault, Problem

IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag of the version that you changed.")]


class RevisionMissing(Problem):
    """An update came without saying which version it builds on."""

    status, slug = 428, "revision-missing"
    title_zh, title_en = "请注明所修改的版本(If-Match)", "Say which version you changed (If-Match)"


class RevisionStale(Problem):
    """Somebody else has changed it meanwhile; ``current`` is the revision now."""

    status, slug = 412, "revision-stale"
    title_zh, title_en = "内容已被他人修改，请刷新后重试", "Changed by somebody else meanwhile"


def set_etag(response: Response, revision: int) -> None:
    """Tell the caller which revision this is."""
    response.headers["ETag"] = f'"{revision}"'


def expect_revision(if_match: str | None, current: int) -> None:
    """Raises RevisionMissing, BadPayload or RevisionStale unless ``if_match`` names ``current``."""
    if if_match is None:
        raise RevisionMissing()
    text = if_match.removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit()):
        raise BadPayload(faults=[Fault("header/If-Match", "bad_etag", "not an ETag of this resource")])
    if int(text) != current:
        raise RevisionStale(current=current)
