"""Text in embedded Chinese type; a character that no typeface has is shown as its code point."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FOLDER = Path(__file__).with_name("fonts")
SERIF, RARE, EXTENDED = "HuijiaSerifSC", "HuijiaSansSCRare", "HuijiaSansSCExtended"


@cache
def _typeface(name: str) -> TTFont:
    font = TTFont(name, str(_FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def runs(text: str) -> Iterator[tuple[str, str]]:
    """``text`` in pieces, each with the typeface that has it."""
    for character in text:
        for name in (SERIF, RARE, EXTENDED):
            if ord(character) in _typeface(name).face.charToGlyph:
                yield name, character
                break
        else:
            yield SERIF, f"〔U+{ord(character):04X}〕"


def width(text: str, size: float) -> float:
    """Points that ``text`` takes."""
    return sum(pdfmetrics.stringWidth(piece, name, size) for name, piece in runs(text))


def draw(canvas: Canvas, x: float, y: float, text: str, size: float, *, spread: float = 0) -> None:
    """Draw one line from ``x``; ``spread`` points between characters."""
    for name, piece in runs(text):
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += pdfmetrics.stringWidth(piece, name, size) + spread


def draw_centred(canvas: Canvas, x: float, y: float, text: str, size: float, *, spread: float = 0) -> None:
    """Draw one line around ``x``."""
    draw(canvas, x - (width(text, size) + spread * (len(text) - 1)) / 2, y, text, size, spread=spread)


def fitting(text: str, size: float, room: float) -> float:
    """``size``, or as much smaller as ``text`` needs to fit in ``room`` points."""
    taken = width(text, size)
    return size if taken <= room else size * room / taken


def wrapped(text: str, size: float, room: float) -> list[str]:
    """``text`` in lines that fit in ``room`` points."""
    lines = [""]
    for character in text:
        if width(lines[-1] + character, size) > room:
            lines.append("")
        lines[-1] += character
    return lines
