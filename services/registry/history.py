"""What stood on a day, worked out of the versions of a row. Pure.

Each version says when the register learnt of it (``recorded_at``) and when what it tells happened (``happened_on``:
the day of the birth, death, marriage or move, however late it was registered; else the day of recording). A change
holds from the day on which it happened, and what was recorded later has the last word: so the state of today, worked
out in this way, is always the current row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a row: its values, and who made it, when, why and on what ground."""

    revision: int
    recorded_at: datetime
    recorded_until: datetime | None
    happened_on: date
    changed_by: str
    reason: str
    source: str
    source_id: UUID | None
    document_id: UUID | None
    values: Mapping[str, Any]

    @property
    def paper_id(self) -> UUID | None:
        """The document that was named, or else the event behind it, which may have a certificate."""
        return self.document_id or self.source_id


def as_of(versions: Sequence[Version], day: date) -> dict[str, Any] | None:
    """The values that held on ``day``; ``None`` before the first version. ``versions`` are in order of revision."""
    held: dict[str, Any] = {}
    before: Mapping[str, Any] = {}
    for version in versions:
        if version.happened_on <= day:
            held |= {name: version.values[name] for name in changes(before, version.values)}
            held |= {"revision": version.revision, "valid_from": version.recorded_at}
        before = version.values
    return held if versions and versions[0].happened_on <= day else None


def known_by(versions: Iterable[Version], moment: datetime) -> list[Version]:
    """The versions that the register had at ``moment``."""
    return [version for version in versions if version.recorded_at <= moment]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names whose values differ; every name where there was nothing before."""
    return [name for name in after if name not in before or before[name] != after[name]]
