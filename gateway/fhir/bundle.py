"""Found resources as a searchset Bundle. Pure."""

from typing import Any
from urllib.parse import urlencode

Resource = dict[str, Any]


def searchset(base: str, kind: str, found: list[Resource], asked: dict[str, str], after: str | None) -> Resource:
    """One page. ``asked`` stands in its links and so names no person but by id; ``after`` is the next page's cursor."""
    address = f"{base}/{kind}"
    links = [{"relation": "self", "url": _with(address, asked)}]
    if after is not None:
        links.append({"relation": "next", "url": _with(address, asked | {"_cursor": after})})
    entries = [
        {"fullUrl": f"{base}/{kind}/{each['id']}", "resource": each, "search": {"mode": "match"}} for each in found
    ]
    bundle: Resource = {"resourceType": "Bundle", "type": "searchset", "link": links}
    return bundle | {"entry": entries} if entries else bundle


def _with(address: str, asked: dict[str, str]) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address
