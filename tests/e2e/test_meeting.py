"""One monthly meeting through the gateway of a running county: from the upload to signed minutes and the score."""

import base64
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chassis import clock
from chassis.identifiers import check_character
from tests.e2e.conftest import County, eventually

pytestmark = pytest.mark.slow

BASE, MEET = "/api/registry/v1", "/api/registry/v1/reconciliation"
NUMBER = "34159919410302901"


def _taken(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def _match(client: httpx.Client, path: str) -> Mapping[str, str]:
    return {"If-Match": client.get(path).headers["etag"]}


def _session(officer: httpx.Client) -> str:
    """This month's meeting: opened here, unless the calendar was quicker."""
    entry = {"period": f"{clock.today():%Y-%m}"}
    known = _taken(officer.get(f"{MEET}/sessions", params=entry))["items"]
    return str(known[0]["id"] if known else _taken(officer.post(f"{MEET}/sessions", json=entry), 201)["id"])


def _step(officer: httpx.Client, path: str, to: str) -> Any:
    return _taken(officer.post(f"{path}/steps", json={"to": to}, headers=_match(officer, path)))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _sign(by: httpx.Client, path: str, drawn: dict[str, Any]) -> Any:
    key = Ed25519PrivateKey.generate()
    public = {"public_key": _text(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))}
    kept = _taken(by.post(f"{MEET}/keys", json=public), 201)
    entry = {"version": drawn["version"], "digest": drawn["digest"], "key_id": kept["key_id"]}
    entry["signature"] = _text(key.sign(drawn["digest"].encode()))
    return _taken(by.post(f"{path}/minutes/signatures", json=entry), 201)


def _hand_in(county: County, session: str, number: str, village: str) -> None:
    """Public security's cancellations of this month: one row to take, and one in which a spreadsheet ate the number."""
    died = f"{clock.today():%Y%m%d}"
    with county.department(
        "public-security", "register-reconciliation", **{"X-Case-Reference": "E2E-2026-3"}
    ) as police:
        (kind,) = [
            each
            for each in _taken(police.get(f"{MEET}/kinds", params={"department": "public-security"}))["items"]
            if each["code"] == "death-cancellations"
        ]
        lines = [",".join(column["title"] for column in kind["record_schema"]["properties"].values())]
        lines.append(f"测试会议,{number},男,19410302,{died},{village}")
        lines.append(f"测试失真,3.41599E+17,男,19410302,{died},{village}")
        file = {"file": ("death-cancellations.csv", "\n".join(lines).encode())}
        asked = {"session": session, "kind": "death-cancellations"}
        handed = _taken(police.post(f"{MEET}/submissions", params=asked, files=file), 202)
        path = f"{MEET}/submissions/{handed['id']}"
        read = eventually(lambda: (found := _taken(police.get(path)))["state"] == "accepted" and found)
        assert (read["rows_read"], read["accepted"], read["rejected"]) == (2, 1, 1)
        (verdict,) = _taken(police.get(f"{path}/verdicts"))["items"]
        assert verdict["row"] == 3 and "3.41599E+17" not in str(read)


def test_a_meeting_from_the_upload_to_the_signed_minutes_and_the_score(running_county: County) -> None:
    village, number = running_county.division_of("village-worker"), NUMBER + check_character(NUMBER)
    with running_county.staff("village-worker") as worker:
        person = {"name": "测试会议", "sex": 1, "birth_date": "1941-03-02", "citizen_number": number}
        home = dict.fromkeys(("registered_division", "residence_division"), village)
        dead = _taken(worker.post(f"{BASE}/persons", json=person | home), 201)["id"]
    with running_county.staff("county-officer") as officer:
        session = _session(officer)
        path = f"{MEET}/sessions/{session}"
        _hand_in(running_county, session, number, village)
        _step(officer, path, "matching")
        eventually(lambda: _taken(officer.get(path))["state"] == "reviewing", 60)
        (case,) = _taken(officer.get(f"{MEET}/discrepancies", params={"session": session}))["items"]
        assert (case["rule"], case["owner"], case["person_id"]) == ("dead-but-listed", "population-office", dead)
        _step(officer, path, "meeting")
        at = f"{MEET}/discrepancies/{case['id']}"
        _taken(officer.post(f"{at}/resolution", json={"resolution": "put-right-here"}, headers=_match(officer, at)))
        _taken(officer.post(f"{at}/application", json={}, headers=_match(officer, at)))
        assert _taken(officer.get(f"{BASE}/persons/{dead}"))["living"] is False
        _taken(officer.put(f"{path}/present", json={"departments": ["public-security"]}))
        drawn = _taken(officer.post(f"{path}/minutes"))
        assert "测试会议" not in str(drawn) and number not in str(drawn)
        _sign(officer, path, drawn)
        reference = {"X-Case-Reference": "E2E-2026-3"}
        with running_county.department("public-security", "register-reconciliation", **reference) as police:
            _sign(police, path, drawn)
        assert officer.get(f"{path}/minutes.pdf").content.startswith(b"%PDF")
        assert _step(officer, path, "closed")["state"] == "closed"

        def scored() -> list[Any]:
            asked = {"period": f"{case['due_on'][:7]}", "level": "village", "division": village}
            asked["indicator"] = "discrepancies-on-time"
            found = _taken(officer.get("/api/assessment/v1/figures", params=asked))["items"]
            return [each for each in found if (each["part"], each["whole"]) == (1, 1)]

        assert eventually(scored), "the office's figures tell of it, by event"
