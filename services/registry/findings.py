"""What rules find wrong with a request: pure data, turned into a problem document by ``refuse``'s callers."""

from collections.abc import Iterable
from typing import NamedTuple


class Finding(NamedTuple):
    """One fault: ``path`` below the payload's root (``child/birth_date``), a code, and words in zh and en."""

    path: str
    code: str
    zh: str
    en: str


def under(prefix: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a part, with their places told from the whole."""
    return [finding._replace(path=f"{prefix}/{finding.path}") for finding in findings]
