"""Which service an address means, or why it is refused. Pure.

Only addresses that every server on the way reads alike are passed on: no encoded slashes or dots, no empty segments,
no control characters, no query name twice.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import parse_qsl, unquote_to_bytes

import msgspec

from chassis.problems import NotFound
from gateway.proxy.errors import BadRequest

_LONGEST_PATH, _LONGEST_QUERY, _MOST_PARAMETERS = 2048, 8192, 50
_KEPT = 1024
"""Paths that were read, each some hundred bytes: most calls are for few."""
_API = re.compile(r"(?P<prefix>/api/(?P<service>[a-z]+)/v[0-9]+)/.+")
# RFC 3986 path characters, less ';' (path parameters are read differently everywhere), with well-formed escapes.
_PATH = re.compile(rb"/(?:[A-Za-z0-9._~!$&'()*+,=:@/-]|%[0-9A-Fa-f]{2})*")
_QUERY = re.compile(rb"(?:[\x21\x24-\x7e]|%[0-9A-Fa-f]{2})*")
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
# '/', '\', '%', '.', ';' and control characters have no business being escaped in a path of ours.
_SMUGGLED = re.compile(rb"%(?:2[fFeE5]|5[cC]|3[bB]|[01][0-9A-Fa-f]|7[fF])")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class Address(msgspec.Struct, frozen=True):
    """An address inside the house. ``raw`` is path and query exactly as they came; ``path`` is decoded."""

    service: str
    path: str
    raw: str
    names: frozenset[str]
    """The names in the query."""
    prefix: str = ""
    """What all paths of the service's API share: ``/api/service/v1``."""


class _Path(msgspec.Struct, frozen=True):
    decoded: str
    service: str | None
    prefix: str


def read_address(raw_path: bytes, query: bytes, services: Collection[str]) -> Address:
    """The address of a call. Raises BadRequest, or NotFound where no such service is."""
    path = _path(raw_path)
    names = _names(query)
    if path.service is None or path.service not in services:
        raise NotFound()
    raw = raw_path.decode("ascii") + (f"?{query.decode('ascii')}" if query else "")
    return Address(path.service, path.decoded, raw, names, path.prefix)


@lru_cache(_KEPT)
def _path(raw: bytes) -> _Path:
    if len(raw) > _LONGEST_PATH:
        raise _refusal("路径过长。", "The path is too long.")
    if not _PATH.fullmatch(raw) or _SMUGGLED.search(raw) or b"//" in raw:
        raise _refusal("路径含有不允许的字符。", "The path holds characters that are not allowed.")
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise _refusal("路径不是 UTF-8。", "The path is not UTF-8.") from None
    if {".", ".."} & set(path.split("/")):
        raise _refusal("路径不能含有 . 或 .. 。", "The path may not hold . or .. segments.")
    found = _API.fullmatch(path)
    return _Path(path, found["service"], found["prefix"]) if found else _Path(path, None, "")


def _names(query: bytes) -> frozenset[str]:
    if not query:
        return frozenset()
    if len(query) > _LONGEST_QUERY:
        raise _refusal("查询参数过长。", "The query is too long.")
    if not _QUERY.fullmatch(query) or _BAD_ESCAPE.search(query):
        raise _refusal("查询参数含有不允许的字符。", "The query holds characters that are not allowed.")
    text = query.decode("ascii")
    if "%" not in text and "+" not in text:
        return _plain_names(text)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        raise _refusal("查询参数无法解析。", "The query cannot be read.") from None
    if any(_CONTROL.search(part) for pair in pairs for part in pair):
        raise _refusal("查询参数含有控制字符。", "The query holds control characters.")
    return _each_once([name for name, _ in pairs])


def _plain_names(query: str) -> frozenset[str]:
    """The names of a query without escapes, as most are: read without decoding anything."""
    if query.count("&") >= _MOST_PARAMETERS:
        raise _refusal("查询参数无法解析。", "The query cannot be read.")
    return _each_once([part.partition("=")[0] for part in query.split("&") if part])


def _each_once(given: list[str]) -> frozenset[str]:
    names = frozenset(given)
    if len(names) != len(given):
        raise _refusal("同一查询参数出现了两次。", "A query parameter is there twice.")
    return names


def _refusal(detail_zh: str, detail_en: str) -> BadRequest:
    return BadRequest(detail_zh, detail_en)
