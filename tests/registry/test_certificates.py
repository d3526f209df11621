"""Certificates: issued, verified without the register, void as soon as what they say is corrected or revoked."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import segno

from chassis import clock
from chassis.keys import CERTIFICATE_KEYS_FILE
from chassis.paper.typeface import EXTENDED, RARE, SERIF, runs
from services.registry.certificates.__main__ import main
from services.registry.certificates.facts import Facts, Paper
from services.registry.certificates.paper import print_paper
from services.registry.certificates.signing import read_keys
from services.registry.certificates.verify import verify_file
from tests.registry.conftest import OTHER_TOWN, VILLAGE, Registry, citizen_number, slug


class Desk:
    """A clerk who issues, and somebody elsewhere who has nothing but the published files."""

    def __init__(self, registry: Registry, folder: Path) -> None:
        self.registry, self.folder = registry, folder
        self.keys = registry.running.keys / CERTIFICATE_KEYS_FILE

    async def issue(self, kind: str, subject_id: str, expect: int = 201) -> Any:
        body = {"kind": kind, "subject_id": subject_id}
        return await self.registry.call("POST", "/certificates", expect, json=body)

    async def paper(self, number: str) -> Path:
        client = await self.registry.staff()
        answer = await client.get(f"/certificates/{number}/paper")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        path = self.folder / f"{number}.pdf"
        path.write_bytes(answer.content)
        return path

    async def revocations(self) -> Path:
        answer = await self.registry.call("GET", "/certificates/revocations")
        path = self.folder / "revoked.jws"
        path.write_text(answer["list"])
        return path

    async def verify(self, certificate: Path | str) -> int:
        listed = await self.revocations()
        return main(["verify", str(certificate), "--keys", str(self.keys), "--revocations", str(listed)])

    async def state(self, number: str) -> str:
        return (await self.registry.call("GET", f"/certificates/{number}/status"))["state"]


@pytest.fixture
def desk(registry: Registry, tmp_path: Path) -> Desk:
    return Desk(registry, tmp_path)


async def a_birth(registry: Registry) -> dict[str, Any]:
    mother = await registry.person(name="李芳", sex=2)
    child = {"name": "王宝", "sex": 2, "birth_date": "2024-01-01"}
    return await registry.call("POST", "/births", 201, json={"child": child, "mother_id": mother["id"]})


async def test_a_receipt_is_verified_without_the_register(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    issued = await desk.issue("birth-receipt", (await a_birth(desk.registry))["id"])
    paper = await desk.paper(issued["number"])
    assert await desk.verify(paper) == 0
    told = capsys.readouterr().out
    assert all(
        words in told for words in ("有效 VALID", "出生登记回执", issued["number"], "王宝", "示范县大龙山镇东村")
    )
    token = verify_file(paper.read_bytes(), read_keys(json.loads(desk.keys.read_text())), None, _now()).token
    assert token is not None
    assert token.summary == "王宝 2024-01-01"
    content = paper.read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/FontFile2" in content, "the typeface is embedded"
    text = content.split(b"/Subject (")[1].split(b")")[0].decode()
    assert await desk.verify(text) == 0
    assert int(segno.make_qr(text, error="m").version) <= 20
    again = await desk.paper(issued["number"])
    assert again.read_bytes() == content, "a copy is the same paper"


def _now() -> Any:
    return clock.now()


@pytest.mark.parametrize("step", ["correction", "revocation"])
async def test_what_is_revised_makes_the_old_paper_void(desk: Desk, step: str) -> None:
    registry = desk.registry
    birth = await a_birth(registry)
    issued = await desk.issue("birth-receipt", birth["id"])
    paper = await desk.paper(issued["number"])
    path = f"/births/{birth['id']}/{step}"
    await registry.call(
        "POST",
        path,
        json={"reason": "误登", "place": "县医院"} if step == "correction" else {"reason": "误登"},
        headers={"If-Match": '"1"'},
    )
    assert await desk.state(issued["number"]) == "revoked"
    assert await desk.verify(paper) == 2
    if step == "revocation":
        assert slug(await desk.issue("birth-receipt", birth["id"], 409)) == "nothing-to-certify"
    else:
        assert await desk.verify(await desk.paper((await desk.issue("birth-receipt", birth["id"]))["number"])) == 0


async def test_a_corrected_person_makes_every_paper_void_that_names_them(desk: Desk) -> None:
    registry = desk.registry
    household, head, spouse = await registry.family()
    extract = await desk.issue("household-extract", household["id"])
    match = {"If-Match": f'"{spouse["revision"]}"'}
    path = f"/persons/{spouse['id']}"
    patched = await registry.call("PATCH", path, json={"note": "备注", "reason": "补充"}, headers=match)
    assert await desk.state(extract["number"]) == "valid", "what the paper does not say may change"
    match = {"If-Match": f'"{patched["revision"]}"'}
    await registry.call("PATCH", path, json={"name": "李方", "reason": "更正"}, headers=match)
    assert await desk.state(extract["number"]) == "revoked"
    shown = await registry.call("GET", f"/certificates/{extract['number']}")
    assert shown["revoked_reason"] == "person-corrected"
    assert head["id"]


async def test_an_extract_tells_numbers_masked_and_the_qr_code_no_more_than_the_paper(desk: Desk) -> None:
    registry = desk.registry
    household, _, _ = await registry.family()
    number = citizen_number(date(2015, 5, 1), 1)
    member = {"household_id": household["id"], "relation_to_head": "20", "citizen_number": number}
    await registry.person(name="王孙", birth_date="2015-05-01", **member)
    issued = await desk.issue("household-extract", household["id"])
    verdict = verify_file((await desk.paper(issued["number"])).read_bytes(), _keys(desk), None, _now())
    assert verdict.facts is not None
    assert verdict.facts.table[1][:3] == ["王建国", "户主", "男"]
    assert number not in str(verdict)
    assert (verdict.token.summary if verdict.token else "") == "王建国 1001 3人"
    assert not await registry.pool.fetchval(
        "SELECT count(*) FROM certificates WHERE position(convert_to('王建国', 'UTF8') in facts_sealed) > 0"
    )


def _keys(desk: Desk) -> Any:
    return read_keys(json.loads(desk.keys.read_text()))


async def test_forgeries_are_found(desk: Desk, tmp_path: Path) -> None:
    issued = await desk.issue("birth-receipt", (await a_birth(desk.registry))["id"])
    paper = await desk.paper(issued["number"])
    genuine = verify_file(paper.read_bytes(), _keys(desk), None, _now())
    assert genuine.facts is not None
    token = paper.read_bytes().split(b"/Subject (")[1].split(b")")[0].decode()
    other = Facts(**{n: getattr(genuine.facts, n) for n in Facts.__struct_fields__} | {"rows": [("姓名", "赵某")]})
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(print_paper(Paper(other, token)))
    assert await desk.verify(forged) == 1
    assert await desk.verify(token[:-6] + "AAAAAA") == 1
    listed = (await desk.revocations()).read_text()
    assert await desk.verify(listed) == 1, "a list is no certificate"
    stranger = tmp_path / "keys.json"
    stranger.write_text(json.dumps({"keys": []}))
    assert main(["verify", token, "--keys", str(stranger)]) == 1


async def test_the_public_learns_the_state_and_nothing_of_a_person(desk: Desk) -> None:
    issued = await desk.issue("birth-receipt", (await a_birth(desk.registry))["id"])
    status = await desk.registry.call("GET", f"/certificates/{issued['number']}/status")
    assert status.keys() == {"number", "kind", "issued_on", "state", "revoked_on"}
    keys = await desk.registry.call("GET", "/certificates/keys")
    assert "d" not in keys["keys"][0]
    unknown = await desk.registry.call("GET", "/certificates/HJ-341599-00000-00000/status", 404)
    assert slug(unknown) == "unknown-certificate"
    elsewhere = await desk.registry.staff("township-officer", OTHER_TOWN)
    worker = await desk.registry.staff("village-worker", VILLAGE)
    for path in ("", "/paper"):
        hidden = await desk.registry.call("GET", f"/certificates/{issued['number']}{path}", 404, by=elsewhere)
        assert slug(hidden) == "unknown-certificate"
    reason = {"reason": "遗失"}
    await desk.registry.call("POST", f"/certificates/{issued['number']}/revocation", 403, json=reason, by=worker)
    await desk.registry.call("POST", f"/certificates/{issued['number']}/revocation", json=reason)
    twice = await desk.registry.call("POST", f"/certificates/{issued['number']}/revocation", 409, json=reason)
    assert slug(twice) == "certificate-already-revoked"


def test_a_rare_character_is_shown_or_told_never_lost() -> None:
    assert list(runs("王嘦")) == [(SERIF, "王"), (RARE, "嘦")]
    assert list(runs("䶮")) == [(EXTENDED, "䶮")]
    assert [piece for _, piece in runs("\U00030000")] == ["〔U+30000〕"]
