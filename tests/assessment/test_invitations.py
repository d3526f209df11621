"""An invitation is printed, scanned as a telephone would, and opens a page on which it is answered."""

from typing import Any
from urllib.parse import urlsplit

import httpx
import pypdfium2
import zxingcpp

from gateway.proxy.public import NOBODY
from services.assessment.surveys.print_invitations import Invitation, link_of, print_invitations, spaced
from tests.assessment.test_complaints import ok
from tests.assessment.test_settlements import on
from tests.assessment.test_surveys import DAY, GOOD, _drawn
from tests.support.people import OTHER_VILLAGE, VILLAGE
from tests.support.running import Running

ADDRESS = "https://huijia.example.cn"


def scanned(paper: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(paper)
    pages = [document[number].render(scale=3).to_pil() for number in range(len(document))]
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [found.text for page in pages for found in zxingcpp.read_barcodes(page, formats=wanted)]


def read(paper: bytes) -> str:
    document = pypdfium2.PdfDocument(paper)
    return "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


async def _printed(service: Running, survey: str, village: str = VILLAGE) -> httpx.Response:
    params = {"division": village, "address": ADDRESS}
    return await service.as_staff("county-officer").get(f"/surveys/{survey}/invitations.pdf", params=params)


async def test_an_invitation_is_scanned_and_answered(assessment: Running) -> None:
    with on(DAY):
        survey, asked = await _drawn(assessment)
        paper = await _printed(assessment, survey)
        assert paper.headers["content-type"] == "application/pdf" and len(pypdfium2.PdfDocument(paper.content)) == 5
        links = scanned(paper.content)
        assert set(links) == {link_of(ADDRESS, survey, each["code"]) for each in asked}
        found = urlsplit(links[0])
        assert (found.path, found.query) == ("/survey", ""), "the code is in no address that is sent"
        code = found.fragment.partition(".")[2]
        text = read(paper.content)
        assert spaced(code) in text and "2026年11月20日" in text and "不告诉村里和镇里" in text.replace("\r\n", "")
        assert all(each["person_id"][-12:] in text for each in asked)
        told: Any = {"code": code, "answers": GOOD}
        nobody = assessment.as_caller(NOBODY)
        assert ok(await nobody.post(f"/surveys/{survey}/answers", json=told), 201) == {"verdict": "counted"}
        assert len(scanned((await _printed(assessment, survey)).content)) == 19, "who answered is not asked again"
        assert scanned((await _printed(assessment, survey, OTHER_VILLAGE)).content) == []
        worker = assessment.as_staff("village-worker", VILLAGE)
        params = {"division": VILLAGE, "address": ADDRESS}
        assert (await worker.get(f"/surveys/{survey}/invitations.pdf", params=params)).status_code == 403
        wrong = params | {"address": "javascript:alert(1)"}
        officer = assessment.as_staff("county-officer")
        assert (await officer.get(f"/surveys/{survey}/invitations.pdf", params=wrong)).status_code == 422


def test_long_titles_and_rare_characters_fit() -> None:
    invitations = [Invitation("ABCDEFGH234567AB", "0123456789ab")]
    paper = print_invitations("䶮湖乡" * 20, "0" * 36, ADDRESS, "2026年11月20日", invitations)
    assert len(scanned(paper)) == 1
