"""Invitations to a survey, to be cut apart and posted by the county: a code, and a QR image that opens the questions.

A name does not stand on them: assessment knows none. The reference lets the county address each from the register.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from chassis.paper.sheet import INK, PALE
from chassis.paper.typeface import draw, draw_centred, fitting, runs, wrapped

_WIDTH, _HEIGHT = A4
_A_PAGE = 4
_STRIP = _HEIGHT / _A_PAGE
_LEFT, _QR = 18 * mm, 38 * mm
_TEXT = _WIDTH - 2 * _LEFT - _QR - 8 * mm
_WORDS = (
    "您是随机抽到的。是否参加由您自己决定，不参加没有任何影响。不写姓名；您的回答不与您本人相连，也不告诉村里和镇里。"
    "扫右边的码，或在浏览器打开下面的网址并输入代码："
)


class Invitation(NamedTuple):
    """One person's: the code with which they answer, and the last digits of their entry's id."""

    code: str
    reference: str


def link_of(address: str, survey_id: object, code: str) -> str:
    """What the QR image says. The code stands behind ``#``: no browser sends that to anybody."""
    return f"{address}/survey#{survey_id}.{code}"


def print_invitations(
    title: str, survey_id: object, address: str, until: str, invitations: Sequence[Invitation]
) -> bytes:
    """The PDF, four invitations a page; ``until`` is the last day, as it is read."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    next(runs("文"))  # The typefaces are registered before anything is drawn.
    canvas.setTitle(title)
    for number, invitation in enumerate(invitations):
        if number and number % _A_PAGE == 0:
            canvas.showPage()
        top = _HEIGHT - (number % _A_PAGE) * _STRIP
        link = link_of(address, survey_id, invitation.code)
        _strip(canvas, top, title, f"{address}/survey", f"请在 {until} 前回答。", invitation)
        _qr(canvas, link, _WIDTH - _LEFT - _QR, top - 14 * mm - _QR)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _strip(canvas: Canvas, top: float, title: str, address: str, until: str, invitation: Invitation) -> None:
    canvas.setFillColor(INK)
    draw(canvas, _LEFT, top - 17 * mm, title, fitting(title, 14, _TEXT))
    y = top - 26 * mm
    for line in wrapped(_WORDS, 10, _TEXT):
        draw(canvas, _LEFT, y, line, 10)
        y -= 5.2 * mm
    draw(canvas, _LEFT, y - 1 * mm, address, fitting(address, 10, _TEXT))
    draw(canvas, _LEFT, y - 9 * mm, spaced(invitation.code), 15, spread=1)
    draw(canvas, _LEFT, y - 16 * mm, until, 10)
    canvas.setFillColor(PALE)
    draw_centred(canvas, _WIDTH - _LEFT - _QR / 2, top - 18 * mm - _QR, f"编号 {invitation.reference}", 8)
    canvas.setStrokeColor(PALE)
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 3)
    canvas.line(10 * mm, top - _STRIP, _WIDTH - 10 * mm, top - _STRIP)
    canvas.setDash()


def spaced(code: str) -> str:
    """In fours, for people who type it."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _qr(canvas: Canvas, text: str, x: float, y: float) -> None:
    matrix = list(segno.make_qr(text, error="m").matrix_iter(border=2))
    side = _QR / len(matrix)
    canvas.setFillColor(INK)
    path = canvas.beginPath()
    for n, line in enumerate(matrix):
        for m, dark in enumerate(line):
            if dark:
                path.rect(x + m * side, y + _QR - (n + 1) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)
