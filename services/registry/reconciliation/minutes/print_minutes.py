"""The minutes as PDF: A4, the house's embedded Chinese type."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from chassis.paper.typeface import draw, draw_centred, fitting, runs, wrapped
from services.registry.reconciliation.minutes.layout import (
    NOTE,
    SIGNATURES,
    TITLE,
    Part,
    lines_of,
    parts_of,
    signature_rows,
)

_INK, _PALE = HexColor("#1a1a1a"), HexColor("#666666")
_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT, _TOP, _FOOT = 20 * mm, _WIDTH - 20 * mm, _HEIGHT - 22 * mm, 24 * mm
_ROW = 7 * mm


def print_minutes(facts: Mapping[str, Any], digest: str, signatures: Sequence[Mapping[str, Any]]) -> bytes:
    """The PDF; equal minutes give equal bytes."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    next(runs("纪"))  # The typefaces are registered before anything is drawn.
    canvas.setTitle(f"{TITLE} {facts['period']}")
    canvas.setSubject(digest)
    sheet = _Sheet(canvas, digest)
    sheet.title(TITLE)
    for line in [*lines_of(facts), NOTE]:
        sheet.line(line)
    for part in parts_of(facts):
        sheet.table(part)
    sheet.table(SIGNATURES._replace(rows=signature_rows(signatures)))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Sheet:
    """Writes downwards, and begins a page where one is full."""

    def __init__(self, canvas: Canvas, digest: str) -> None:
        self._canvas, self._digest, self._page, self._y = canvas, digest, 0, 0.0
        self._begin()

    def title(self, text: str) -> None:
        draw_centred(self._canvas, _WIDTH / 2, self._y, text, 20, spread=3)
        self._y -= 12 * mm

    def line(self, text: str) -> None:
        for piece in wrapped(text, 11, _RIGHT - _LEFT):
            self._room(6 * mm)
            draw(self._canvas, _LEFT, self._y, piece, 11)
            self._y -= 6 * mm

    def table(self, part: Part) -> None:
        self._room(3 * _ROW)
        self._y -= 8 * mm
        draw(self._canvas, _LEFT, self._y, part.heading, 12.5)
        self._y -= 3 * mm
        self._cells(part.columns, part.widths, _PALE)
        for row in part.rows or [["—"] + [""] * (len(part.columns) - 1)]:
            self._room(_ROW)
            self._cells(row, part.widths, _INK)

    def _cells(self, cells: Sequence[str], widths: Sequence[float], ink: HexColor) -> None:
        self._y -= _ROW
        x = _LEFT
        self._canvas.setFillColor(ink)
        for cell, share in zip(cells, widths, strict=True):
            room = share * (_RIGHT - _LEFT)
            self._canvas.rect(x, self._y, room, _ROW)
            draw_centred(self._canvas, x + room / 2, self._y + 2.3 * mm, cell, fitting(cell, 9.5, room - 2 * mm))
            x += room
        self._canvas.setFillColor(_INK)

    def _room(self, wanted: float) -> None:
        if self._y - wanted < _FOOT:
            self._canvas.showPage()
            self._begin()

    def _begin(self) -> None:
        self._page += 1
        self._y = _TOP
        self._canvas.setStrokeColor(_PALE)
        self._canvas.setLineWidth(0.5)
        self._canvas.setFillColor(_PALE)
        draw(self._canvas, _LEFT, 14 * mm, f"纪要摘要 SHA-256 {self._digest}", 7.5)
        draw(self._canvas, _RIGHT - 14 * mm, 14 * mm, f"第 {self._page} 页", 7.5)
        self._canvas.setFillColor(_INK)
