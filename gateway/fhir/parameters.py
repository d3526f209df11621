"""Search parameters: those that are supported, and no other. Pure.

Nothing is ignored: a parameter that a server does not know and leaves out makes a search find more than was asked.
"""

from collections.abc import Collection
from urllib.parse import parse_qsl
from uuid import UUID

import msgspec

from gateway.fhir.errors import FhirJsonOnly, FhirParameter

_MOST, _USUAL = 100, 50
_MOST_FIELDS = 20
_PAGING = ("_count", "_cursor")
_FORMS = ("json", "application/json", "application/fhir+json", "application/fhir json")


class Search(msgspec.Struct, frozen=True):
    """What was asked for."""

    given: dict[str, str]
    count: int
    cursor: str | None


def read_search(query: str, supported: Collection[str]) -> Search:
    """From a query or a form. Raises FhirParameter or FhirJsonOnly."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise FhirParameter("查询参数无法解析。", "The parameters cannot be read.") from None
    given = dict(pairs)
    form = given.pop("_format", "json")
    if len(dict(pairs)) != len(pairs):
        raise FhirParameter("同一参数出现了两次。", "A parameter is there twice.")
    unknown = sorted(name for name in given if name not in supported and name not in _PAGING)
    if form not in _FORMS:
        raise FhirJsonOnly()
    if unknown:
        listed = ", ".join(sorted(supported))
        raise FhirParameter(f"不支持的参数。可用的有：{listed or '无'}。", f"Supported are: {listed or 'none'}.")
    return Search(
        {name: value for name, value in given.items() if name not in _PAGING},
        _count(given.get("_count")),
        given.get("_cursor") or None,
    )


def _count(text: str | None) -> int:
    if text is None:
        return _USUAL
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise FhirParameter("_count 应为正整数。", "_count is a positive number.")
    return min(int(text[:9]), _MOST)


def person_in(text: str) -> UUID:
    """The id in ``Patient/<id>`` or ``<id>``. Raises FhirParameter."""
    return id_in(text.removeprefix("Patient/"))


def id_in(text: str) -> UUID:
    """A logical id of ours. Raises FhirParameter."""
    try:
        if len(text) != 36:
            raise ValueError
        return UUID(text)
    except ValueError:
        raise FhirParameter("标识无法解析。", "The id cannot be read.") from None


def identifier_in(text: str, systems: Collection[str]) -> tuple[str, str]:
    """System and value of a token ``system|value``. Raises FhirParameter where the system is none of ``systems``."""
    system, bar, value = text.partition("|")
    if not bar or system not in systems or not value:
        listed = ", ".join(systems)
        raise FhirParameter(
            f"请写明标识系统（系统|号码），可用的有：{listed}。", f"Give one of these systems: {listed}."
        )
    return system, value
