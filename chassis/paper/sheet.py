"""Pages of A4 that are filled from the top: headings, paragraphs, tables, and room for drawings."""

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from chassis.paper.typeface import draw, draw_centred, fitting, runs, wrapped

INK, PALE = HexColor("#1a1a1a"), HexColor("#666666")
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, FOOT = 20 * mm, WIDTH - 20 * mm, HEIGHT - 22 * mm, 24 * mm
ROW = 7 * mm

Drawing = Callable[[Canvas, float, float, float], None]
"""Draws on a canvas: left edge, lower edge and width, in points."""


class Sheet:
    """Writes downwards, and begins a page where one is full. Equal content gives equal bytes."""

    def __init__(self, title: str, subject: str, foot: str) -> None:
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, invariant=True)
        next(runs("文"))  # The typefaces are registered before anything is drawn.
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._foot, self._page, self._y = foot, 0, 0.0
        self._begin()

    def title(self, text: str) -> None:
        """In the middle, in large type."""
        draw_centred(self._canvas, WIDTH / 2, self._y, text, fitting(text, 20, RIGHT - LEFT - 60), spread=3)
        self._y -= 12 * mm

    def heading(self, text: str, follows: float = ROW) -> None:
        """Above a part; it stays together with the beginning of what follows, of so many points."""
        self.room(2 * ROW + follows)
        self._y -= 8 * mm
        draw(self._canvas, LEFT, self._y, text, 12.5)
        self._y -= 3 * mm

    def line(self, text: str, size: float = 11) -> None:
        """Text, wrapped to the width of the page."""
        step = size * 0.545 * mm
        for piece in wrapped(text, size, RIGHT - LEFT):
            self.room(step)
            draw(self._canvas, LEFT, self._y, piece, size)
            self._y -= step

    def table(self, columns: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
        """``widths`` are shares of the line. Where there are no rows, a dash says so."""
        self._cells(columns, widths, PALE)
        for row in rows or [["—"] + [""] * (len(columns) - 1)]:
            self.room(ROW)
            self._cells(row, widths, INK)

    def drawing(self, height: float, paint: Drawing) -> None:
        """Give ``paint`` room of ``height`` points across the page."""
        self.room(height)
        self._y -= height
        paint(self._canvas, LEFT, self._y, RIGHT - LEFT)
        self._canvas.setFillColor(INK)
        self._canvas.setStrokeColor(PALE)
        self._canvas.setLineWidth(0.5)

    def room(self, wanted: float) -> None:
        """Begin a page unless so many points are left."""
        if self._y - wanted < FOOT:
            self._canvas.showPage()
            self._begin()

    def finished(self) -> bytes:
        """The PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def _cells(self, cells: Sequence[str], widths: Sequence[float], ink: HexColor) -> None:
        self._y -= ROW
        x = LEFT
        self._canvas.setFillColor(ink)
        for cell, share in zip(cells, widths, strict=True):
            room = share * (RIGHT - LEFT)
            self._canvas.rect(x, self._y, room, ROW)
            draw_centred(self._canvas, x + room / 2, self._y + 2.3 * mm, cell, fitting(cell, 9.5, room - 2 * mm))
            x += room
        self._canvas.setFillColor(INK)

    def _begin(self) -> None:
        self._page += 1
        self._y = TOP
        self._canvas.setStrokeColor(PALE)
        self._canvas.setLineWidth(0.5)
        self._canvas.setFillColor(PALE)
        draw(self._canvas, LEFT, 14 * mm, self._foot, 7.5)
        draw(self._canvas, RIGHT - 14 * mm, 14 * mm, f"第 {self._page} 页", 7.5)
        self._canvas.setFillColor(INK)
