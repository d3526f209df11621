"""The main journey through the gateway: import, look up, register a birth, consent, visit, stop and start again."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from chassis.clock import today
from chassis.identifiers import check_character
from tests.e2e.conftest import County, eventually

pytestmark = pytest.mark.slow

HEADER = (
    "姓名,公民身份号码,性别,出生日期,民族,婚姻状况,户号,与户主关系,户籍地区划代码,现居住地区划代码"
    ",现居住地址,联系电话,备注"
)


def _number(born: str, sequence: int) -> str:
    first = f"341599{born}{sequence:03d}"
    return first + check_character(first)


def _file(village: str) -> tuple[str, list[str]]:
    mother, father = _number("19960308", 902), _number("19940117", 903)
    rows = [
        HEADER,
        f"测试母亲,{mother},女,19960308,汉族,已婚,E2E001,配偶,{village},{village},试验路1号,19000009902,",
        f"测试父亲,{father},男,19940117,汉族,已婚,E2E001,户主,{village},{village},试验路1号,19000009903,",
        f"坏行甲,{mother[:17]}{'0' if mother[17] != '0' else '1'},女,19960308,汉族,,,,{village},{village},,,",
        f"坏行乙,,男,20200101,汉族,,,,{'9' * 12},{'9' * 12},,,",
    ]
    return "\r\n".join(rows), [mother, father]


def _import(client: httpx.Client, text: str, encoding: str = "gb18030") -> dict[str, Any]:
    accepted = client.post("/api/registry/v1/imports", files={"file": ("people.csv", text.encode(encoding))})
    assert accepted.status_code == 202, accepted.text

    def finished() -> dict[str, Any] | None:
        state = client.get(f"/api/registry/v1/imports/{accepted.json()['id']}").json()
        assert state["state"] != "failed", state
        return state if state["state"] == "finished" else None

    return eventually(finished)


@pytest.fixture(scope="module")
def village(running_county: County) -> str:
    return running_county.division_of("village-worker")


@pytest.fixture(scope="module")
def family(running_county: County, village: str) -> dict[str, Any]:
    """A mother and a father, imported from an office's file with two bad rows."""
    text, numbers = _file(village)
    with running_county.staff("township-officer") as officer:
        state = _import(officer, text)
        rejections = officer.get(f"/api/registry/v1/imports/{state['id']}/rejections.csv").content.decode("utf-8-sig")
        found = [officer.get("/api/registry/v1/persons", params={"citizen_number": n}).json() for n in numbers]
    mother, father = (page["items"][0] for page in found)
    return {"state": state, "rejections": rejections, "mother": mother, "father": father, "text": text}


def test_a_file_is_taken_in_and_each_bad_row_is_explained(family: dict[str, Any]) -> None:
    counts = family["state"]["counts"]
    assert (counts["read"], counts["created"], counts["rejected"]) == (4, 2, 2)
    lines = family["rejections"].splitlines()
    assert lines[0].startswith("row,column,code,message")
    assert any("bad_check_character" in line and line.startswith("4,") for line in lines)
    assert any("unknown_division" in line and line.startswith("5,") for line in lines)


def test_the_same_file_again_changes_nothing(running_county: County, family: dict[str, Any]) -> None:
    with running_county.staff("township-officer") as officer:
        counts = _import(officer, family["text"], "utf-8")["counts"]
    assert (counts["created"], counts["updated"], counts["unchanged"], counts["rejected"]) == (0, 0, 2, 2)


def test_people_are_found_and_their_numbers_masked(
    running_county: County, family: dict[str, Any], village: str
) -> None:
    assert "*" in family["mother"]["citizen_number"]
    with running_county.staff("village-worker") as worker:
        by_name = worker.get("/api/registry/v1/persons", params={"name": "测试母亲", "division": village}).json()[
            "items"
        ]
        assert [p["id"] for p in by_name] == [family["mother"]["id"]]
        one = worker.get(f"/api/registry/v1/persons/{family['mother']['id']}")
        assert one.status_code == 200
        assert family["mother"]["id"] in one.text


def _plans(worker: httpx.Client, person: str) -> list[dict[str, Any]]:
    return worker.get("/api/followup/v1/plans", params={"person_id": person}).json()["items"]


@pytest.fixture(scope="module")
def birth(running_county: County, family: dict[str, Any], village: str) -> dict[str, Any]:
    child = {"name": "测试宝宝", "sex": 2, "birth_date": str(today() - timedelta(days=3))}
    places = {"registered_division": village, "residence_division": village}
    parents = {"mother_id": family["mother"]["id"], "father_id": family["father"]["id"]}
    with running_county.staff("village-worker") as worker:
        answer = worker.post("/api/registry/v1/births", json={"child": child} | places | parents)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_birth_offers_plans_and_consent_starts_the_visits(
    running_county: County, birth: dict[str, Any], family: dict[str, Any]
) -> None:
    with running_county.staff("village-worker") as worker:
        (newborn,) = eventually(lambda: _plans(worker, birth["person_id"]))
        assert newborn["state"] == "offered"
        visits = worker.get("/api/followup/v1/visits", params={"person_id": birth["person_id"]}).json()["items"]
        assert visits == []
        consent = {"given_by": "guardian", "guardian_id": family["mother"]["id"], "how": "paper", "text_version": "1"}
        answer = worker.post(f"/api/followup/v1/plans/{newborn['id']}/consent", json=consent)
        assert answer.status_code in (200, 201), answer.text
        visits = worker.get("/api/followup/v1/visits", params={"person_id": birth["person_id"]}).json()["items"]
        assert len(visits) >= 8
        first = visits[0]
        done = {"outcome": "done", "done_on": str(today()), "place": "home", "content": {"note": "一切顺利"}}
        recorded = worker.post(f"/api/followup/v1/visits/{first['id']}/outcome", json=done)
        assert recorded.status_code in (200, 201), recorded.text
        why = worker.get(f"/api/followup/v1/visits/{first['id']}/why")
        assert why.status_code == 200


def test_the_mother_declines_in_one_step_and_is_left_alone(
    running_county: County, family: dict[str, Any], birth: Any
) -> None:
    mother = family["mother"]["id"]
    with running_county.staff("village-worker") as worker:
        (postpartum,) = eventually(lambda: _plans(worker, mother))
        assert worker.post(f"/api/followup/v1/plans/{postpartum['id']}/decline").status_code in (200, 204)
        assert _plans(worker, mother)[0]["state"] == "declined"
        assert worker.get("/api/followup/v1/visits", params={"person_id": mother}).json()["items"] == []


def test_what_was_done_shows_in_the_figures_without_a_name(running_county: County, village: str, birth: Any) -> None:
    # The newborn's first visits are owed within weeks: in this month, or in the next.
    months = [f"{today() + timedelta(days=days):%Y-%m}" for days in (0, 31)]

    def counted() -> bool:
        with running_county.staff("county-officer") as officer:
            asked = [{"period": month, "level": "village", "indicator": "visits-made"} for month in months]
            answers = [officer.get("/api/assessment/v1/figures", params=params).json()["items"] for params in asked]
        return any(item["division"] == village and item["whole"] for items in answers for item in items)

    eventually(counted)


def test_stop_and_start_again_and_all_is_still_there(running_county: County, birth: dict[str, Any]) -> None:
    assert running_county.local("down").returncode == 0
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{running_county.url}/healthz")
    again = running_county.local("up")
    assert again.returncode == 0, again.stdout + again.stderr
    with running_county.staff("village-worker") as worker:
        assert worker.get(f"/api/registry/v1/persons/{birth['person_id']}").status_code == 200
        assert _plans(worker, birth["person_id"])[0]["state"] == "active"
