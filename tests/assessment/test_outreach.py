"""Outreach with its evidence: numbers and no list, photographs without their place, sealed, box by box."""

import csv
import hashlib
import io
import zipfile
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from services.assessment.outreach.boxes import boxes
from services.assessment.outreach.photographs import BrokenFile, media_type_of, without_place
from tests.assessment.test_figures import figures
from tests.support.people import OTHER_VILLAGE, VILLAGE
from tests.support.running import Running

LETTER: dict[str, Any] = {
    "kind": "letter",
    "box": "rights-and-policies",
    "division": VILLAGE,
    "place": "村委会",
    "title": "=致全村群众的一封信",
    "held_on": "2026-11-10",
    "addressed": 400,
    "reached": 396,
}
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


def photograph(kind: str = "JPEG", colour: int = 90, **more: Any) -> bytes:
    """A picture as a telephone takes it: with its place, its telephone, and which side is up."""
    picture, out = Image.effect_noise((64, 48), colour), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "TelephoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 15.0, 22.0), 3: "E", 4: (116.0, 10.0, 3.0)})
    picture.save(out, kind, exif=exif.tobytes(), **more)
    return out.getvalue()


def _ok(answer: httpx.Response, expect: int = 200) -> Any:
    assert answer.status_code == expect, answer.text
    return answer.json()


async def _recorded(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    return dict(_ok(await client.post("/outreach/activities", json=LETTER | changes), 201))


async def _add(
    client: httpx.AsyncClient, activity: dict[str, Any], content: bytes, expect: int = 201, name: str = "图.JPG"
) -> Any:
    path = f"/outreach/activities/{activity['id']}/files"
    return _ok(await client.post(path, files={"file": (name, content, "text/plain")}), expect)


async def test_an_activity_with_its_evidence_down_to_the_box(assessment: Running) -> None:
    worker = assessment.as_staff("village-worker", VILLAGE)
    letter = await _recorded(worker)
    taken = photograph()
    kept = await _add(worker, letter, taken + photograph())
    assert (kept["name"], kept["media_type"], kept["also_of"]) == ("图.jpg", "image/jpeg", [])
    opened = await worker.get(f"/outreach/files/{kept['id']}")
    assert opened.headers["content-type"] == "image/jpeg" and opened.headers["x-content-type-options"] == "nosniff"
    assert hashlib.sha256(opened.content).hexdigest() == kept["digest"] and len(opened.content) == kept["size"]
    assert b"TelephoneMaker" not in opened.content
    sealed = await assessment.app.state.database.pool.fetchval("SELECT file_sealed FROM outreach_files")
    assert opened.content[:20] not in sealed
    auditor = assessment.as_staff("auditor")
    totals = {box["id"]: box for box in _ok(await auditor.get("/outreach/boxes", params=YEAR))["items"]}
    assert totals.keys() == {box.id for box in boxes().boxes}
    mine = totals["rights-and-policies"]
    assert (mine["activities"], mine["addressed"], mine["reached"], mine["files"]) == (1, 400, 396, 1)
    packed = await auditor.get("/outreach/boxes/rights-and-policies.zip", params=YEAR)
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        (line,) = csv.DictReader(io.StringIO(archive.read("目录.csv").decode("utf-8-sig")))
        assert archive.read(line["材料"]) == opened.content and line["SHA-256"] == kept["digest"]
    assert line["内容"].startswith("'="), "no spreadsheet takes it for a formula"
    actions = await assessment.app.state.database.pool.fetch("SELECT action FROM audit_log ORDER BY id")
    done = ["record-activity", "add-evidence", "open-evidence", "download-box"]
    assert [row["action"] for row in actions if row["action"] in done] == done


async def test_letters_count_as_delivered_and_not_when_withdrawn(assessment: Running) -> None:
    worker = assessment.as_staff("village-worker", VILLAGE)
    await _recorded(worker)
    wrong = await _recorded(worker, addressed=100, reached=4)
    (share,) = await figures(assessment, "letters-delivered", level="village")
    assert (share["counts"], share["value"]) == ({"addressed": 500, "reached": 400}, 0.8)
    path = f"/outreach/activities/{wrong['id']}/withdrawal"
    assert (await worker.post(path, json={"reason": "重复登记"})).status_code == 428
    taken_out = await worker.post(path, json={"reason": "重复登记"}, headers={"If-Match": '"1"'})
    assert _ok(taken_out)["withdrawn_reason"] == "重复登记"
    (share,) = await figures(assessment, "letters-delivered", level="village")
    assert share["value"] == 0.99
    assert (await _add(worker, wrong, photograph(), 409))["reason"] == "withdrawn"
    listed = _ok(await worker.get("/outreach/activities", params={"box": LETTER["box"]}))["items"]
    assert [each["withdrawn_on"] is None for each in listed] == [True, False]


async def test_a_photograph_proves_one_activity(assessment: Running) -> None:
    worker = assessment.as_staff("village-worker", VILLAGE)
    first, second = await _recorded(worker), await _recorded(worker, kind="meeting", title="宣讲会")
    taken = photograph()
    await _add(worker, first, taken)
    assert (await _add(worker, first, taken, 409))["reason"] == "held-already"
    # Another place and telephone in it makes no other picture of it.
    again = await _add(worker, second, without_place(taken, "image/jpeg"))
    assert again["also_of"] == [first["id"]]
    shown = _ok(await worker.get(f"/outreach/activities/{second['id']}"))
    assert [file["also_of"] for file in shown["files"]] == [[first["id"]]]


async def test_what_is_no_evidence_is_refused(assessment: Running) -> None:
    worker = assessment.as_staff("village-worker", VILLAGE)
    letter = await _recorded(worker)
    workbook = b"PK\x03\x04" + bytes(100)
    assert (await _add(worker, letter, workbook, 422, "名单.xlsx"))["reason"] == "type"
    assert (await _add(worker, letter, photograph()[:-400], 422))["reason"] == "broken"
    assert (await _add(worker, letter, b"", 422))["reason"] == "empty"
    await _add(worker, letter, b"\xff\xd8\xff" + bytes(boxes().most_bytes), 413)
    faults = _ok(await worker.post("/outreach/activities", json=LETTER | {"kind": "x", "box": "y"}), 422)["errors"]
    assert {fault["code"] for fault in faults} == {"unknown_kind", "unknown_box"}
    for change in ({"reached": 401}, {"people": ["王小明"]}, {"held_on": "2999-01-01"}, {"addressed": 0}):
        assert (await worker.post("/outreach/activities", json=LETTER | change)).status_code == 422
    assert (await worker.get("/outreach/boxes/nothing.zip")).status_code == 404
    assert (await worker.get("/outreach/activities", params={"division": OTHER_VILLAGE})).status_code == 422


async def test_a_village_sees_and_fills_its_own_boxes(assessment: Running) -> None:
    worker, other = (assessment.as_staff("village-worker", place) for place in (VILLAGE, OTHER_VILLAGE))
    letter = await _recorded(worker)
    kept = await _add(worker, letter, photograph())
    assert (await other.get(f"/outreach/activities/{letter['id']}")).status_code == 404
    assert (await other.get(f"/outreach/files/{kept['id']}")).status_code == 404
    assert (await other.post("/outreach/activities", json=LETTER)).status_code == 403
    assert not any(box["activities"] for box in _ok(await other.get("/outreach/boxes", params=YEAR))["items"])


@pytest.mark.parametrize(("kind", "more"), [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {})])
def test_a_photograph_keeps_its_picture_and_loses_its_place(kind: str, more: dict[str, Any]) -> None:
    taken = photograph(kind, **more)
    kept = without_place(taken, media_type_of(taken) or "")
    before, after = Image.open(io.BytesIO(taken)), Image.open(io.BytesIO(kept))
    assert before.getexif().get_ifd(0x8825) and not after.getexif().get_ifd(0x8825)
    assert before.tobytes() == after.tobytes() and len(kept) < len(taken)
    # Which side is up is no secret; a PNG has no room for it without the rest.
    assert dict(after.getexif()) == ({0x0112: 6} if kind == "JPEG" else {})
    assert without_place(kept, media_type_of(kept) or "") == kept


def test_photographs_in_a_document_lose_theirs() -> None:
    document = b"%PDF-1.4\nstream\n" + photograph() + b"\nendstream\n%%EOF\n"
    kept = without_place(document, "application/pdf")
    assert len(kept) == len(document) and b"TelephoneMaker" not in kept and kept.endswith(b"%%EOF\n")


@given(cut=st.integers(0, 5000), noise=st.binary(max_size=30), at=st.integers(0, 5000))
def test_broken_files_are_refused_and_nothing_worse(cut: int, noise: bytes, at: int) -> None:
    for kind in ("JPEG", "PNG"):
        whole = photograph(kind)
        broken = (whole[:at] + noise + whole[at:])[: len(whole) - cut % len(whole)]
        for media_type in ("image/jpeg", "image/png", "application/pdf"):
            try:
                kept = without_place(broken, media_type)
            except BrokenFile:
                continue
            assert b"TelephoneMaker" not in kept or at < 400
