"""A sheet of paper with Chinese text: what notices and postings are drawn with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from chassis.paper.typeface import draw, draw_centred, fitting, runs, wrapped

WIDTH, HEIGHT = A4
LEFT, RIGHT = 22 * mm, A4[0] - 22 * mm
_INK, _PALE = HexColor("#1a1a1a"), HexColor("#666666")
_ROW = 8 * mm


class Sheet:
    """Pages of A4, filled from the top; ``y`` is how far down the page is filled."""

    def __init__(self, title: str) -> None:
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, invariant=True)
        self._canvas.setTitle(title)
        next(runs("文"))  # The typefaces are registered before anything is drawn.
        self.page = 1
        self.y = HEIGHT - 24 * mm

    def heading(self, text: str, under: str = "") -> None:
        """A title in the middle, and a pale line under it."""
        self._canvas.setFillColor(_INK)
        draw_centred(self._canvas, WIDTH / 2, self.y, text, fitting(text, 19, RIGHT - LEFT))
        self.y -= 9 * mm
        if under:
            self._canvas.setFillColor(_PALE)
            draw_centred(self._canvas, WIDTH / 2, self.y, under, 10)
            self.y -= 8 * mm

    def paragraph(self, text: str, size: float = 11.5) -> None:
        """Wrapped to the width of the page."""
        self._canvas.setFillColor(_INK)
        for line in wrapped(text, size, RIGHT - LEFT):
            draw(self._canvas, LEFT, self.y, line, size)
            self.y -= size * 1.75

    def right(self, text: str, size: float = 11) -> None:
        """One line that ends at the right margin."""
        self._canvas.setFillColor(_INK)
        draw_centred(self._canvas, RIGHT - 32 * mm, self.y, text, size)
        self.y -= 7 * mm

    def rule(self) -> None:
        """A broken line across, along which the sheet is cut."""
        self._canvas.setStrokeColor(_PALE)
        self._canvas.setDash(3, 3)
        self._canvas.line(14 * mm, self.y, WIDTH - 14 * mm, self.y)
        self._canvas.setDash()

    def row(self, cells: Sequence[str], shares: Sequence[float], pale: bool = False) -> None:
        """One row of a table; ``shares`` of the width by column."""
        self.y -= _ROW
        self._canvas.setStrokeColor(_PALE)
        self._canvas.setLineWidth(0.5)
        self._canvas.setFillColor(_PALE if pale else _INK)
        x = LEFT
        for cell, share in zip(cells, shares, strict=True):
            room = (RIGHT - LEFT) * share
            self._canvas.rect(x, self.y, room, _ROW)
            draw_centred(self._canvas, x + room / 2, self.y + 2.7 * mm, cell, fitting(cell, 10.5, room - 3 * mm))
            x += room

    @property
    def has_room(self) -> bool:
        """Whether another row fits above the foot."""
        return self.y - _ROW > 36 * mm

    @property
    def has_room_to_end(self) -> bool:
        """Whether a closing line, a paragraph and the office's line fit above the foot."""
        return self.y > 78 * mm

    def next_page(self) -> None:
        """A fresh page."""
        self._foot()
        self._canvas.showPage()
        self.page += 1
        self.y = HEIGHT - 24 * mm

    def finished(self) -> bytes:
        """The PDF."""
        self._foot()
        self._canvas.save()
        return self._buffer.getvalue()

    def _foot(self) -> None:
        self._canvas.setFillColor(_PALE)
        draw_centred(self._canvas, WIDTH / 2, 12 * mm, f"第 {self.page} 页", 8.5)


@contextmanager
def half(sheet: Sheet, upper: bool) -> Iterator[None]:
    """The upper or lower half of a page, cut apart along the middle."""
    sheet.y = HEIGHT - 22 * mm if upper else HEIGHT / 2 - 16 * mm
    yield
    if upper:
        sheet.y = HEIGHT / 2
        sheet.rule()


def on_paper(day: object) -> str:
    """2026年11月1日"""
    year, month, number = str(day).split("-")
    return f"{year}年{int(month)}月{int(number)}日"
