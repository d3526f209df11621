"""Receipts: a department can prove what it was shown, show part of it, and forge nothing."""

import base64
import hashlib
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from chassis.keys import create_keys, load_private_key, load_public_keys
from chassis.signing import encode
from deploy.evidence.__main__ import main
from gateway.receipts.verify import Bundle, ReceiptBroken, content_of, read_receipt, redacted, verify_bundle
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON, PERSON_ROW

LOOK = "/api/registry/v1/persons?citizen_number=11010519491231002X"


@pytest.fixture(scope="module")
def answer(place: Place) -> httpx.Response:
    with place.department("education", **{"X-Purpose": "school-enrolment"}) as school:
        found = school.get(LOOK)
    assert found.status_code == 200
    return found


def bundle_of(answer: httpx.Response, **changes: Any) -> Bundle:
    held = {"objects": answer.json()["items"], "persons": [PERSON], "secret": answer.headers["x-receipt-secret"]}
    return Bundle(**({"receipt": answer.headers["x-receipt"]} | held | changes))


def keys(place: Place) -> dict[str, Any]:
    return dict(load_public_keys(place.folder / "keys"))


def test_a_receipt_says_who_what_for_on_which_basis_and_where_it_is_logged(
    place: Place, answer: httpx.Response
) -> None:
    said = verify_bundle(bundle_of(answer), keys(place))
    assert (said["client"], said["purpose"], said["subjects"]) == ("education", "school-enrolment", 1)
    assert said["policy"] == "education.school-enrolment@1"
    assert said["legal_basis"][0] == "义务教育法 第十二条、第十三条"
    assert said["request_id"] == answer.headers["x-request-id"]
    assert said["retain_until"] == answer.headers["x-retain-until"]
    (link,) = place.rows("SELECT * FROM access_chain WHERE entry_id = $1::text::uuid", said["jti"])
    assert said["log"] == {"chain": str(link["chain"]), "position": link["position"], "hash": link["hash"].hex()}
    told = base64.urlsafe_b64decode(answer.headers["x-receipt"].split(".")[1] + "==").decode()
    assert "王小明" not in told and PERSON not in told


def test_it_verifies_after_redaction_and_shows_no_more_than_its_holder_wants(
    place: Place, answer: httpx.Response
) -> None:
    part = redacted(bundle_of(answer), ["birth_date"])
    assert (part.objects, part.secret) == (None, None)
    assert verify_bundle(part, keys(place))["root"] == verify_bundle(bundle_of(answer), keys(place))["root"]
    assert [content_of(each)[1:] for each in part.disclosures] == [("birth_date", PERSON_ROW["birth_date"])]
    nothing = redacted(bundle_of(answer), [])
    assert verify_bundle(nothing, keys(place)) and not nothing.disclosures
    # As SD-JWT has it: the hash of a disclosure is that of its base64url text.
    digest = hashlib.sha256(part.disclosures[0].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() in (part.hashes or [])


@pytest.mark.parametrize(
    "changes",
    [
        {"objects": [PERSON_ROW]},
        {"objects": []},
        {"persons": ["0198c5a0-0000-7000-8000-000000000009"]},
        {"persons": []},
        {"secret": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"secret": "%"},
        {"receipt": "x.y.z"},
    ],
)
def test_what_was_not_shown_cannot_be_proved(place: Place, answer: httpx.Response, changes: dict[str, Any]) -> None:
    with pytest.raises(ReceiptBroken):
        verify_bundle(bundle_of(answer, **changes), keys(place))


def test_a_disclosure_of_another_answer_is_refused(place: Place, answer: httpx.Response) -> None:
    part = redacted(bundle_of(answer), ["name"])
    forged = base64.urlsafe_b64encode(b'["AAAA","name","other"]').rstrip(b"=").decode()
    with pytest.raises(ReceiptBroken):
        verify_bundle(msgspec.structs.replace(part, disclosures=[forged]), keys(place))
    with pytest.raises(ReceiptBroken):
        verify_bundle(msgspec.structs.replace(part, hashes=(part.hashes or [])[::-1]), keys(place))


def test_a_token_is_no_receipt(place: Place, answer: httpx.Response, tmp_path: Path) -> None:
    with pytest.raises(ReceiptBroken):
        read_receipt(place.token("education"), keys(place))
    create_keys(tmp_path)
    with pytest.raises(ReceiptBroken):
        read_receipt(answer.headers["x-receipt"], load_public_keys(tmp_path))


def test_staff_and_refusals_get_none(place: Place) -> None:
    assert "x-receipt" not in place.staff().get("/api/registry/v1/echo/1").headers
    with place.department("education", **{"X-Purpose": "newborn-care"}) as school:
        assert "x-receipt" not in school.get(LOOK).headers


def test_the_county_can_hand_the_receipt_to_the_person_concerned(place: Place, answer: httpx.Response) -> None:
    entry = read_receipt(answer.headers["x-receipt"], keys(place))["jti"]
    address = f"/api/gateway/v1/access-log/{entry}/receipt"
    given = place.staff("auditor").get(address).json()
    assert given == {"receipt": answer.headers["x-receipt"], "secret": answer.headers["x-receipt-secret"]}
    assert place.staff("village-worker").get(address).status_code == 403
    assert place.staff("auditor").get(address.replace(entry, PERSON)).status_code == 404


def test_a_checkpoint_can_be_kept_by_somebody_else(place: Place, answer: httpx.Response) -> None:
    signed = place.staff("auditor").get("/api/gateway/v1/access-log/checkpoint").json()["checkpoint"]
    assert signed.count(".") == 2
    assert place.staff("county-officer").get("/api/gateway/v1/access-log/checkpoint").status_code == 403


def test_an_auditor_has_the_whole_log_looked_at(place: Place, answer: httpx.Response) -> None:
    address = "/api/gateway/v1/access-log/verifications"
    told = place.staff("auditor").post(address).raise_for_status().json()
    assert told["entries"] >= 1 and told["receipts"] >= 1 and told["faults"] == []
    assert place.staff("county-officer").post(address).status_code == 403


def test_the_command_verifies_and_redacts(
    place: Place,
    answer: httpx.Response,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HUIJIA_KEYS", str(place.folder / "keys"))
    whole, part = tmp_path / "whole.json", tmp_path / "part.json"
    whole.write_bytes(msgspec.json.encode(bundle_of(answer)))
    assert main(["redact", str(whole), "nmae"]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "it has no nmae; its fields are" in told.err and "name" in told.err
    assert main(["redact", str(whole), "name"]) == 0
    part.write_text(capsys.readouterr().out)
    assert "birth_date" not in part.read_text()
    assert main(["verify", "--receipt", str(whole), str(part)]) == 0
    assert "name: 王小明" in capsys.readouterr().out
    held = json.loads(whole.read_text())
    held["objects"][0]["name"] = "王大明"
    whole.write_text(json.dumps(held))
    assert main(["verify", "--receipt", str(whole)]) == 1
    whole.write_text("{")
    assert main(["verify", "--receipt", str(whole)]) == 2


def test_disclosures_logged_together_share_a_signature_and_verify_alone(place: Place) -> None:
    asked = place.department("education", **{"X-Purpose": "school-enrolment"})
    with asked as school, ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(lambda _: school.get(LOOK), range(40)))
    said = [verify_bundle(bundle_of(each), keys(place)) for each in answers]
    assert len({each["jti"] for each in said}) == 40
    one, other = answers[0].headers["x-receipt"].split("."), answers[1].headers["x-receipt"].split(".")
    with pytest.raises(ReceiptBroken):
        read_receipt(".".join([*one[:2], other[2]]), keys(place))


def test_a_receipt_that_was_signed_by_itself_goes_on_verifying(place: Place, answer: httpx.Response) -> None:
    said = read_receipt(answer.headers["x-receipt"], keys(place))
    key_id, key = load_private_key(place.folder / "keys")
    earlier = encode(said, key, {"kid": key_id, "typ": "receipt+jwt"})
    assert verify_bundle(bundle_of(answer, receipt=earlier), keys(place)) == said


def test_a_receipt_whose_salts_are_of_the_earlier_kind_goes_on_verifying(place: Place) -> None:
    objects: list[dict[str, Any]] = [{"name": "王小明", "sex": 1}, {"name": "李四"}]
    persons, secret = [PERSON], bytes(range(16))
    told = [(0, "person", PERSON), (0, "name", "王小明"), (0, "sex", 1), (1, "name", "李四")]
    hashes = []
    for number, name, value in told:
        salt = hmac.digest(secret, f"{number}\0{name}".encode(), "sha256")[:16].hex()
        text = json.dumps([salt, name, value], ensure_ascii=False, separators=(",", ":")).encode()
        hashes.append(hashlib.sha256(base64.urlsafe_b64encode(text).rstrip(b"=")).digest())
    root = base64.urlsafe_b64encode(hashlib.sha256(b"".join(hashes)).digest()).rstrip(b"=").decode()
    key_id, key = load_private_key(place.folder / "keys")
    receipt = encode({"root": root, "hashes": 4}, key, {"kid": key_id, "typ": "receipt+jwt"})
    shown = base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
    bundle = Bundle(receipt=receipt, objects=objects, persons=persons, secret=shown)
    assert verify_bundle(bundle, keys(place))["root"] == root
    part = redacted(bundle, ["sex"])
    assert verify_bundle(part, keys(place))["root"] == root and len(part.disclosures) == 1
