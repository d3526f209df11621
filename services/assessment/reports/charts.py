"""Charts as vectors, in the house's type: bars with the interval that a score tells, shares, and a line over time."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from chassis.paper.sheet import INK, PALE, Drawing
from chassis.paper.typeface import draw, draw_centred, fitting, width
from services.assessment.reports.content import IndicatorRow, PlaceRow, Point, shown_value, words_of

_BAR, _FAINT = HexColor("#3b6ea5"), HexColor("#d9dee5")
_LINE = 5.2 * mm
_LABEL = 52 * mm
_END = 16 * mm


def height_of(bars: int) -> float:
    """Points that a chart of so many bars takes."""
    return bars * _LINE + 9 * mm


def scores_chart(places: Sequence[PlaceRow]) -> Drawing:
    """A bar for each place from 0 to 100, and over its end the interval."""

    def paint(canvas: Canvas, x: float, y: float, room: float) -> None:
        scale = (room - _LABEL - _END) / 100
        for number, place in enumerate(places):
            line = _line(canvas, x, y, len(places), number, place.name, room)
            if place.value is None or place.low is None or place.high is None:
                draw(canvas, x + _LABEL + 2, line, "应办过少，不评分", 8)
                continue
            _bar(canvas, x + _LABEL, line, place.value * scale)
            canvas.setStrokeColor(INK)
            canvas.line(x + _LABEL + place.low * scale, line + 3, x + _LABEL + place.high * scale, line + 3)
            for end in (place.low, place.high):
                canvas.line(x + _LABEL + end * scale, line + 1, x + _LABEL + end * scale, line + 5)
            draw(canvas, x + room - _END + 2, line, f"{place.value:.2f}", 8.5)
        _axis(canvas, x, y, room, ("0", "25", "50", "75", "100"))

    return paint


def shares_chart(rows: Sequence[IndicatorRow]) -> Drawing:
    """A bar for each share from none to all; paler where less is better."""

    def paint(canvas: Canvas, x: float, y: float, room: float) -> None:
        for number, row in enumerate(rows):
            line = _line(canvas, x, y, len(rows), number, row.title, room)
            length = min(max(row.value or 0.0, 0.0), 1.0) * (room - _LABEL - _END)
            _bar(canvas, x + _LABEL, line, length, pale=row.better == "lower")
            draw(canvas, x + room - _END + 2, line, shown_value(row), 8.5)
        _axis(canvas, x, y, room, ("0", "25 %", "50 %", "75 %", "100 %"))

    return paint


def trend_chart(points: Sequence[Point]) -> Drawing:
    """The county's score over the frozen periods; where there was none, the line is broken."""

    def paint(canvas: Canvas, x: float, y: float, room: float) -> None:
        floor, tall = y + 8 * mm, 40 * mm
        step = (room - 20 * mm) / max(len(points) - 1, 1)
        canvas.setStrokeColor(_FAINT)
        for mark in (0, 25, 50, 75, 100):
            at = floor + tall * mark / 100
            canvas.line(x + 10 * mm, at, x + room - 10 * mm, at)
            canvas.setFillColor(PALE)
            draw(canvas, x, at - 3, str(mark), 8)
        before: tuple[float, float] | None = None
        for number, point in enumerate(points):
            across = x + 10 * mm + step * number
            canvas.setFillColor(PALE)
            draw_centred(
                canvas, across, y + 2 * mm, words_of(point.period)[2:], fitting("26年第三季度", 8, step or room)
            )
            here = None if point.value is None else (across, floor + tall * point.value / 100)
            canvas.setStrokeColor(_BAR)
            if before and here:
                canvas.line(*before, *here)
            if here and point.value is not None:
                canvas.setFillColor(_BAR)
                canvas.circle(*here, 2, stroke=0, fill=1)
                draw_centred(canvas, here[0], here[1] + 5, f"{point.value:.2f}", 8.5)
            before = here

    return paint


TREND_HEIGHT = 54 * mm


def _line(canvas: Canvas, x: float, y: float, bars: int, number: int, label: str, room: float) -> float:
    """The label of one bar, and how high the bar stands."""
    line = y + 9 * mm + (bars - 1 - number) * _LINE
    canvas.setFillColor(INK)
    size = fitting(label, 9, _LABEL - 3 * mm)
    draw(canvas, x + _LABEL - 2 * mm - width(label, size), line, label, size)
    canvas.setFillColor(_FAINT)
    canvas.rect(x + _LABEL, line - 1, room - _LABEL - _END, 8, stroke=0, fill=1)
    canvas.setFillColor(INK)
    return line


def _bar(canvas: Canvas, x: float, y: float, length: float, *, pale: bool = False) -> None:
    canvas.setFillColor(PALE if pale else _BAR)
    canvas.rect(x, y - 1, length, 8, stroke=0, fill=1)
    canvas.setFillColor(INK)


def _axis(canvas: Canvas, x: float, y: float, room: float, marks: Sequence[str]) -> None:
    canvas.setFillColor(PALE)
    for number, mark in enumerate(marks):
        at = x + _LABEL + (room - _LABEL - _END) * number / (len(marks) - 1)
        draw_centred(canvas, at, y + 3 * mm, mark, 8)
    canvas.setFillColor(INK)
