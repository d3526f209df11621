"""Whether the text that a record names was the one in use."""

from collections.abc import Mapping, Sequence
from datetime import date

from services.registry.consents.texts import ConsentText, NoticeText, used_on
from services.registry.findings import Finding


def of_text(
    known: Mapping[str, Sequence[ConsentText] | Sequence[NoticeText]], purpose: str, version: int, day: date
) -> list[Finding]:
    """Faults of a purpose and version named for ``day``: nobody agrees to words they were not shown."""
    if purpose not in known:
        return [Finding("purpose", "unknown_purpose", "没有这个用途", "no such purpose")]
    used = used_on(known[purpose], day)  # type: ignore[type-var]
    if used is None or used.version != version:  # type: ignore[attr-defined]
        return [Finding("text_version", "not_in_use", "当日使用的不是这一版文本", "not the text in use on that day")]
    return []
