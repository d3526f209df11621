"""The minutes as .docx, for offices that file them so: the same tables as on the paper."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from services.registry.reconciliation.minutes.layout import (
    NOTE,
    SIGNATURES,
    TITLE,
    Part,
    lines_of,
    parts_of,
    signature_rows,
)

_TYPE = "宋体"


def write_docx(facts: Mapping[str, Any], digest: str, signatures: Sequence[Mapping[str, Any]]) -> bytes:
    """The document's bytes."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _TYPE, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _TYPE)
    document.core_properties.title = f"{TITLE} {facts['period']}"
    document.core_properties.author = ""
    document.core_properties.subject = digest
    document.add_heading(f"{TITLE}({facts['period']})", 0)
    for line in [*lines_of(facts), NOTE]:
        document.add_paragraph(line)
    for part in [*parts_of(facts), SIGNATURES._replace(rows=signature_rows(signatures))]:
        _add(document, part)
    document.add_paragraph(f"纪要摘要 SHA-256:{digest}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Any, part: Part) -> None:
    document.add_heading(part.heading, 2)
    table = document.add_table(rows=1, cols=len(part.columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, part.columns, strict=True):
        cell.text = text
    for row in part.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
