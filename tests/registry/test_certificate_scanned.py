"""The code on the real paper, scanned as a phone would, is verified with nothing but the published files."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from tests.registry.conftest import Registry
from tests.registry.test_certificates import Desk, a_birth


@pytest.fixture
def desk(registry: Registry, tmp_path: Path) -> Desk:
    return Desk(registry, tmp_path)


def scanned(paper: Path, dots_per_inch: int = 200) -> str:
    """The only code on the first page, printed at this resolution."""
    document = pypdfium2.PdfDocument(paper)
    picture: Any = document[0].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    document.close()
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return code.text


async def test_the_scanned_code_is_valid_until_what_it_says_is_corrected(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    birth = await a_birth(desk.registry)
    issued = await desk.issue("birth-receipt", birth["id"])
    code = scanned(await desk.paper(issued["number"]))
    assert await desk.verify(code) == 0
    assert "王宝 2024-01-01" in capsys.readouterr().out
    correction = {"reason": "误登", "born_on": "2024-01-02"}
    path = f"/births/{birth['id']}/correction"
    await desk.registry.call("POST", path, json=correction, headers={"If-Match": '"1"'})
    assert await desk.verify(code) == 2
    void = scanned(await desk.paper(issued["number"]))
    assert void == code, "a void paper is still told by its code"
    anew = scanned(await desk.paper((await desk.issue("birth-receipt", birth["id"]))["number"]))
    assert await desk.verify(anew) == 0
    assert "王宝 2024-01-02" in capsys.readouterr().out


async def test_the_code_of_a_household_is_read_from_a_poor_copy(desk: Desk) -> None:
    household, _, _ = await desk.registry.family()
    issued = await desk.issue("household-extract", household["id"])
    assert await desk.verify(scanned(await desk.paper(issued["number"]), dots_per_inch=110)) == 0
