"""The minutes as PDF: A4, the house's embedded Chinese type."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.paper.sheet import Sheet
from services.registry.reconciliation.minutes.layout import (
    NOTE,
    SIGNATURES,
    TITLE,
    lines_of,
    parts_of,
    signature_rows,
)


def print_minutes(facts: Mapping[str, Any], digest: str, signatures: Sequence[Mapping[str, Any]]) -> bytes:
    """The PDF; equal minutes give equal bytes."""
    sheet = Sheet(f"{TITLE} {facts['period']}", digest, f"纪要摘要 SHA-256 {digest}")
    sheet.title(TITLE)
    for line in [*lines_of(facts), NOTE]:
        sheet.line(line)
    for part in [*parts_of(facts), SIGNATURES._replace(rows=signature_rows(signatures))]:
        sheet.heading(part.heading)
        sheet.table(part.columns, part.widths, part.rows)
    return sheet.finished()
