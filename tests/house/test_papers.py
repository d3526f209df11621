"""What is printed shows its Chinese on a machine without Chinese typefaces: all text is in embedded type of ours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from chassis.migrate import ROOT
from chassis.paper.typeface import EXTENDED, RARE, SERIF

TYPEFACES = ROOT / "chassis" / "paper" / "fonts"
_WRITES = {"drawString", "drawCentredString", "drawRightString", "drawAlignedString", "beginText", "textLine"}
_CHOOSES = {"setFont", "registerFont"}
"""What reportlab writes text with, in Helvetica unless a typeface is chosen, and what chooses it by name."""


def _papers() -> list[Path]:
    files = [p for package in ("chassis", "services", "gateway") for p in sorted((ROOT / package).rglob("*.py"))]
    return [p for p in files if "reportlab" in p.read_text("utf-8") and p.name != "typeface.py"]


def _without_our_type(tree: ast.AST) -> Iterator[str]:
    """Functions that write with the canvas itself, and have not chosen one of our typefaces."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = [
                (call.func.attr, call.args)
                for call in ast.walk(function)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
            ]
            chosen = {ast.unparse(given[0]) for name, given in calls if name in _CHOOSES}
            if chosen - {"SERIF", "RARE", "EXTENDED"} or (not chosen and any(name in _WRITES for name, _ in calls)):
                yield function.name


@pytest.mark.parametrize("path", _papers(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_paper_is_written_in_our_type(path: Path) -> None:
    assert list(_without_our_type(ast.parse(path.read_text("utf-8")))) == []


def test_text_in_another_type_would_be_found() -> None:
    for body in ("canvas.drawString(0, 0, '奖')", "canvas.setFont('Helvetica', 9)", "canvas.beginText()"):
        assert list(_without_our_type(ast.parse(f"def print_it(canvas):\n    {body}"))) == ["print_it"]


def test_our_type_may_be_embedded() -> None:
    """The reader refuses a typeface whose maker forbids embedding; the licence is the one that allows it."""
    for name in (SERIF, RARE, EXTENDED):
        assert TTFont(name, str(TYPEFACES / f"{name}.ttf")).face.charToGlyph
    assert "SIL OPEN FONT LICENSE" in (TYPEFACES / "OFL.txt").read_text("utf-8").upper()
