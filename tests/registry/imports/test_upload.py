"""The upload itself: streamed, limited while reading, refused clearly; who may do it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.problems import TooLarge
from services.registry.imports.errors import UploadInvalid
from services.registry.imports.receive_upload import receive_upload, sanitised
from tests.registry.imports.conftest import TOWN, VILLAGE, Office, csv_file, person

_BOUNDARY = "multipart/form-data; boundary=x"
_HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'


async def test_a_huge_upload_is_refused_while_it_is_read(tmp_path: Path) -> None:
    sent = 0

    async def two_gigabytes() -> AsyncIterator[bytes]:
        nonlocal sent
        yield _HEAD
        for _ in range(2048):
            sent += 1
            yield b"x" * (1 << 20)

    with pytest.raises(TooLarge):
        await receive_upload(two_gigabytes(), _BOUNDARY, None, tmp_path / "f", 5 << 20)
    assert sent <= 7
    assert not (tmp_path / "f").exists()


async def test_a_declared_length_is_refused_before_a_byte_is_read(tmp_path: Path) -> None:
    async def nothing() -> AsyncIterator[bytes]:
        raise AssertionError("read")
        yield b""

    with pytest.raises(TooLarge):
        await receive_upload(nothing(), _BOUNDARY, str(2 << 30), tmp_path / "f", 300 << 20)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        _HEAD + b"cut off",
        _HEAD + b"\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\nv\r\n--x--\r\n',
    ],
)
async def test_what_is_no_upload(tmp_path: Path, body: bytes) -> None:
    async def stream() -> AsyncIterator[bytes]:
        yield body

    with pytest.raises(UploadInvalid):
        await receive_upload(stream(), _BOUNDARY, None, tmp_path / "f", 1 << 20)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [1, 2, 7, 100])
async def test_pieces_of_any_size_give_the_same_file(tmp_path: Path, size: int) -> None:
    content = csv_file(person()) + b"\r\n--x\r\n--y--"
    body = b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n' + _HEAD + content + b"\r\n--x--\r\n"
    body = body.replace(b"--x\r\n--y--", b"--z\r\n--y--")

    async def stream() -> AsyncIterator[bytes]:
        for at in range(0, len(body), size):
            yield body[at : at + size]

    received = await receive_upload(stream(), _BOUNDARY, None, tmp_path / "f", 1 << 20)
    assert (tmp_path / "f").read_bytes() == content.replace(b"--x\r\n--y--", b"--z\r\n--y--")
    assert (received.file_name, received.size) == ("a.csv", len(content))


def test_file_names_are_only_for_people() -> None:
    assert sanitised("../../etc/passwd") == "passwd"
    assert sanitised("C:\\台账\\人口\n表.xlsx") == "人口表.xlsx"
    assert sanitised("") == "people"
    assert len(sanitised("长" * 500 + ".xlsx")) == 120


async def test_over_http(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.registry.imports.settings import import_settings

    async with office.client() as client:
        assert (await client.post("/imports")).status_code == 422
        assert (await client.post("/imports", files={"other": ("a", b"b")})).status_code == 422
        assert (await client.post("/imports", json={})).headers["content-type"] == "application/problem+json"
        monkeypatch.setattr(import_settings(), "most_bytes", 100)
        large = await client.post("/imports", files={"file": ("a.csv", b"x" * (1 << 20))})
        assert (large.status_code, large.json()["most_bytes"]) == (413, 100)
    assert await office.pool.fetchval("SELECT count(*) FROM imports") == 0
    assert list((office.home / "uploads").glob("*")) == []


async def test_a_repeated_upload_with_a_key_is_one_import(office: Office) -> None:
    async with office.client() as client:
        files = {"file": ("a.csv", csv_file(person()))}
        answers = [await client.post("/imports", files=files, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert await office.pool.fetchval("SELECT count(*) FROM imports") == 1


@pytest.mark.parametrize("role", ["finance-officer", "auditor"])
async def test_other_staff_and_departments_may_not(office: Office, role: str) -> None:
    department = office.service.as_department("public-security", "registration", imports=["id"])
    for client in (office.client(role), department):  # type: ignore[arg-type]
        async with client:
            assert (await client.post("/imports", files={"file": ("a.csv", b"x")})).status_code == 403
            assert (await client.get("/imports")).status_code == 403


async def test_imports_are_seen_from_above_not_from_beside(office: Office) -> None:
    mine = await office.upload(csv_file(person()), role="village-worker", division=VILLAGE)
    above = await office.upload(csv_file(person()), role="township-officer", division=TOWN)
    async with office.client("township-officer", TOWN) as client:
        first = (await client.get("/imports", params={"limit": 1})).json()
        assert [item["id"] for item in first["items"]] == [above]
        second = (await client.get("/imports", params={"cursor": first["next"]})).json()
        assert ([item["id"] for item in second["items"]], second["next"]) == ([mine], None)
    async with office.client("village-worker", VILLAGE) as client:
        assert [item["id"] for item in (await client.get("/imports")).json()["items"]] == [mine]
        for path in (f"/imports/{above}", f"/imports/{above}/rejections.csv"):
            assert (await client.get(path)).status_code == 404


async def test_the_template_downloads(office: Office) -> None:
    async with office.client() as client:
        answer = await client.get("/imports/template.xlsx")
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer.headers["content-disposition"]
