"""Draw a certificate as a PDF: A4, embedded type, the QR code beside the office's line."""

import base64
from io import BytesIO

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from chassis.paper.typeface import SERIF, draw, draw_centred, fitting, runs, wrapped
from services.registry.certificates.facts import TITLES, Facts, Paper

_INK, _PALE, _LINE, _RED = HexColor("#1a1a1a"), HexColor("#666666"), HexColor("#8a1c1c"), Color(0.75, 0.1, 0.1, 0.28)
_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT = 24 * mm, _WIDTH - 24 * mm
_ROW = 10.5 * mm
_TABLE_ROW = 8.5 * mm
_QR = 44 * mm
_FOOT = 92 * mm

_NOTES = {
    "birth-receipt": "本回执证明上述出生事实已在本县人口登记中登记。出生登记不问婚姻状况，不以任何许可为条件。",
    "household-extract": "本摘录反映签发之日本县人口登记中该户及在户人员的登记情况，此后的变动不在其内。",
}
_HOW = "核验方法：扫描二维码得到签名文本，用公布的公钥离线核验，或按编号查询状态；登记更正或撤销后，本件即告失效。"


def print_paper(paper: Paper) -> bytes:
    """The PDF. Facts and token lie in its metadata too, so that a file can be verified without a camera."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    next(runs("证"))  # The typefaces are registered before anything is drawn.
    facts = paper.facts
    canvas.setTitle(f"{TITLES[facts.kind]} {facts.number}")
    canvas.setAuthor(facts.office)
    canvas.setSubject(paper.token)
    canvas.setKeywords(base64.urlsafe_b64encode(facts.as_bytes()).decode())
    rest = facts.table[1:]
    first = True
    while first or rest:
        y = _head(canvas, facts)
        if first:
            y = _rows(canvas, facts, y)
        if facts.table:
            rest = _table(canvas, facts.table[0], rest, y - 6 * mm)
        _foot(canvas, paper)
        canvas.showPage()
        first = False
    canvas.save()
    return buffer.getvalue()


def _head(canvas: Canvas, facts: Facts) -> float:
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(1.4)
    canvas.rect(14 * mm, 14 * mm, _WIDTH - 28 * mm, _HEIGHT - 28 * mm)
    canvas.setLineWidth(0.5)
    canvas.rect(15.6 * mm, 15.6 * mm, _WIDTH - 31.2 * mm, _HEIGHT - 31.2 * mm)
    canvas.setFillColor(_INK)
    draw_centred(canvas, _WIDTH / 2, _HEIGHT - 42 * mm, TITLES[facts.kind], 26, spread=7)
    canvas.setFillColor(_PALE)
    draw_centred(canvas, _WIDTH / 2, _HEIGHT - 52 * mm, f"编号  {facts.number}", 11)
    canvas.setFillColor(_INK)
    return _HEIGHT - 62 * mm


def _rows(canvas: Canvas, facts: Facts, y: float) -> float:
    label_room = 38 * mm
    canvas.setStrokeColor(_PALE)
    canvas.setLineWidth(0.5)
    for label, value in facts.rows:
        y -= _ROW
        canvas.rect(_LEFT, y, label_room, _ROW)
        canvas.rect(_LEFT + label_room, y, _RIGHT - _LEFT - label_room, _ROW)
        canvas.setFillColor(_PALE)
        draw_centred(canvas, _LEFT + label_room / 2, y + 3.6 * mm, label, 11.5)
        canvas.setFillColor(_INK)
        room = _RIGHT - _LEFT - label_room - 8 * mm
        draw(canvas, _LEFT + label_room + 4 * mm, y + 3.6 * mm, value, fitting(value, 12.5, room))
    return y


def _table(canvas: Canvas, heading: list[str], rows: list[list[str]], y: float) -> list[list[str]]:
    """Draws as many rows as the page takes; gives back the rest."""
    columns = [32 * mm, 30 * mm, 12 * mm, 34 * mm, _RIGHT - _LEFT - 108 * mm]
    canvas.setStrokeColor(_PALE)
    for n, row in enumerate([heading, *rows]):
        if y - _TABLE_ROW < _FOOT:
            return rows[n - 1 :]
        y -= _TABLE_ROW
        x = _LEFT
        canvas.setFillColor(_PALE if n == 0 else _INK)
        for room, cell in zip(columns, row, strict=True):
            canvas.rect(x, y, room, _TABLE_ROW)
            draw_centred(canvas, x + room / 2, y + 2.8 * mm, cell, fitting(cell, 10.5, room - 3 * mm))
            x += room
    return []


def _foot(canvas: Canvas, paper: Paper) -> None:
    facts = paper.facts
    _qr(canvas, paper.token, _RIGHT - _QR, 30 * mm)
    canvas.setFillColor(_PALE)
    draw_centred(canvas, _RIGHT - _QR / 2, 26 * mm, "扫码取得签名文本，可离线核验", 7.5)
    canvas.setFillColor(_INK)
    draw(canvas, _LEFT, 70 * mm, f"签发机关  {facts.office}", fitting(f"签发机关  {facts.office}", 12, 100 * mm))
    year, month, day = facts.issued_on.split("-")
    draw(canvas, _LEFT, 61 * mm, f"签发日期  {year}年{int(month)}月{int(day)}日", 12)
    canvas.setFillColor(_PALE)
    draw(canvas, _LEFT, 52 * mm, "(签发机关盖章)", 10)
    y = 42 * mm
    for note in (_NOTES[facts.kind], _HOW):
        for line in wrapped(note, 8.5, _RIGHT - _LEFT - _QR - 8 * mm):
            draw(canvas, _LEFT, y, line, 8.5)
            y -= 4.4 * mm
    if paper.revoked:
        _mark_revoked(canvas)


def _mark_revoked(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(35)
    canvas.setFillColor(_RED)
    canvas.setFont(SERIF, 110)
    canvas.drawCentredString(0, -30, "已 作 废")
    canvas.restoreState()


def _qr(canvas: Canvas, text: str, x: float, y: float) -> None:
    matrix = list(segno.make_qr(text, error="m").matrix_iter(border=2))
    side = _QR / len(matrix)
    canvas.setFillColor(_INK)
    path = canvas.beginPath()
    for n, line in enumerate(matrix):
        for m, dark in enumerate(line):
            if dark:
                path.rect(x + m * side, y + _QR - (n + 1) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)
