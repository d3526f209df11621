"""From an application to money owed: four people, a list that hangs out its days, an objection to one line."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chassis.identifiers import new_id
from contracts.registry import PersonChanged
from tests.conftest import Database
from tests.incentives.offices import START, TOWN, Offices, offices, slugs, working_days_between
from tests.support.people import VILLAGE, facts
from tests.support.running import published


@pytest.fixture
async def at_work(county: Database, tmp_path: Path) -> AsyncIterator[Offices]:
    async with offices(county, tmp_path) as opened:
        yield opened


async def test_a_claim_goes_all_the_way(at_work: Offices) -> None:
    child, mother = await at_work.child("2023-12-15")
    claim = await at_work.claim("childcare-subsidy", child)
    assert (claim["state"], claim["payee_id"], claim["division_code"]) == ("applied", str(mother), VILLAGE)
    await at_work.sign(claim["id"])
    posting = await at_work.post("childcare-subsidy")
    assert working_days_between(START, date.fromisoformat(posting["last_day"])) == 7
    assert (posting["lines"], posting["total_fen"]) == (1, 360_000)
    lines = (await at_work.worker.get(f"/postings/{posting['id']}/lines")).status_code
    assert lines == 404, "the list is the town's, the worker sees the village"
    (line,) = (await at_work.township.get(f"/postings/{posting['id']}/lines")).json()["items"]
    assert (line["masked_name"], line["amount_fen"]) == ("张**", 360_000)
    printed = await at_work.township.get(f"/postings/{posting['id']}/list.pdf")
    assert (printed.headers["content-type"], b"/FontFile2" in printed.content) == ("application/pdf", True)
    early = await at_work.admin.post(f"/postings/{posting['id']}/approval")
    assert slugs([early]) == ["posting-not-over"]
    assert (await at_work.approve(posting)).json() == {"approved": 1, "total_fen": 360_000, "frozen": 0}
    entitlement = await at_work.entitlement(claim["id"])
    assert (entitlement["amount_fen"], entitlement["payee_id"]) == (360_000, str(mother))
    assert entitlement["instalments"] == [{"due_on": "2026-06-30", "amount_fen": 360_000}]
    told = [data for name, data in await published(at_work.service.app) if "entitlement-approved" in name]
    assert [data["amount_fen"] for data in told] == [360_000]
    assert not {"person_id", "payee_id", "name"} & told[0].keys()
    assert slugs([await at_work.approve(posting)]) == ["nothing-to-approve"]


async def test_every_step_is_somebody_elses(at_work: Offices) -> None:
    claim = await at_work.claim("rural-reward", await at_work.elder())
    body = {"step": "review", "claim_ids": [claim["id"]]}
    assert (await at_work.officer.post("/claims/steps", json=body)).status_code == 200
    twice = await at_work.officer.post("/claims/steps", json=body | {"step": "check"})
    assert (await at_work.township.post("/claims/steps", json=body | {"step": "check"})).status_code == 200
    again = await at_work.officer.post("/claims/steps", json=body | {"step": "confirm"})
    below = await at_work.township.post("/claims/steps", json=body | {"step": "confirm"})
    early = await at_work.worker.post("/claims/steps", json=body)
    assert slugs([twice, again, below, early]) == [
        "signed-already",
        "signed-already",
        "not-allowed",
        "claim-not-in-state",
    ]
    confirmed = await at_work.other("county-officer").post("/claims/steps", json=body | {"step": "confirm"})
    assert confirmed.json() == {"moved": 1, "refused": 0}


STEPS_THAT_ARE_REFUSED = [
    "checked_by = reviewed_by",
    "confirmed_by = checked_by",
    "confirmed_by = applied_by",
    "reviewed_by = NULL",
    "checked_by = 'a stranger'",
    "state = 'approved', approved_by = confirmed_by, posting_id = NULL",
    "approved_by = 'a stranger'",
    "frozen = true",
]


async def test_the_database_itself_keeps_four_people_apart(at_work: Offices) -> None:
    claim = await at_work.claim("rural-reward", await at_work.elder())
    await at_work.sign(claim["id"])
    for change in STEPS_THAT_ARE_REFUSED:
        async with at_work.service.app.state.database.sessions() as session:
            with pytest.raises(DBAPIError, match=r"claims_|a signature is given once"):
                await session.execute(text(f"UPDATE claims SET {change}"))
    for table in ("decisions", "scheme_texts"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET scheme = scheme"):
            async with at_work.service.app.state.database.sessions() as session:
                with pytest.raises(DBAPIError, match="permission denied"):
                    await session.execute(text(statement))


async def test_an_objection_freezes_one_line_and_not_the_list(at_work: Offices) -> None:
    claims = [await at_work.claim("rural-reward", await at_work.elder(name=name)) for name in ("甲一", "乙二", "丙三")]
    await at_work.sign(*(claim["id"] for claim in claims))
    posting = await at_work.post("rural-reward")
    path = f"/claims/{claims[1]['id']}/objections"
    objection = await at_work.worker.post(path, json={"ground": "已迁出本村"})
    assert objection.status_code == 201
    assert working_days_between(START, date.fromisoformat(objection.json()["answer_due_on"])) == 15
    assert slugs([await at_work.worker.post(path, json={"ground": "再次"})]) == ["objection-open"]
    assert (await at_work.approve(posting)).json() == {"approved": 2, "total_fen": 192_000, "frozen": 1}
    answer = {"outcome": "dismissed", "answer": "经查仍在本村"}
    own = await at_work.officer.post(f"/objections/{objection.json()['id']}/answer", json=answer)
    assert slugs([own]) == ["signed-already"]
    answered = await at_work.township.post(f"/objections/{objection.json()['id']}/answer", json=answer)
    assert (answered.json()["state"], answered.json()["answer"]) == ("dismissed", "经查仍在本村")
    assert (await at_work.approve(posting)).json() == {"approved": 1, "total_fen": 96_000, "frozen": 0}
    late = await at_work.township.post(f"/objections/{objection.json()['id']}/answer", json=answer)
    assert slugs([late]) == ["objection-resolved"]


async def test_an_upheld_objection_lets_the_line_start_anew(at_work: Offices) -> None:
    claim = await at_work.claim("rural-reward", await at_work.elder())
    await at_work.sign(claim["id"])
    await at_work.post("rural-reward")
    objection = (await at_work.worker.post(f"/claims/{claim['id']}/objections", json={"ground": "有误"})).json()
    answer = {"outcome": "upheld", "answer": "需重新核实"}
    assert (await at_work.township.post(f"/objections/{objection['id']}/answer", json=answer)).status_code == 200
    seen = (await at_work.admin.get(f"/claims/{claim['id']}")).json()
    assert (seen["state"], seen["reviewed_by"], seen["posting_id"]) == ("applied", None, None)
    (listed,) = (await at_work.township.get("/objections", params={"open_only": "false"})).json()["items"]
    assert (listed["state"], listed["ground"]) == ("upheld", "有误")


async def test_an_objection_after_approval_holds_and_may_stop(at_work: Offices) -> None:
    (entitlement,) = await at_work.approved("rural-reward", await at_work.elder())
    claim = (await at_work.admin.get("/claims")).json()["items"][0]["id"]
    for outcome, expected in (("dismissed", "approved"), ("upheld", "stopped")):
        objection = (await at_work.worker.post(f"/claims/{claim}/objections", json={"ground": "有误"})).json()
        held = (await at_work.admin.get(f"/entitlements/{entitlement['id']}")).json()
        assert (held["state"], held["hold_reason"]) == ("on_hold", "objection")
        body = {"outcome": outcome, "answer": "已核实"}
        assert (await at_work.township.post(f"/objections/{objection['id']}/answer", json=body)).status_code == 200
        assert (await at_work.entitlement(claim))["state"] == expected
    assert (await at_work.entitlement(claim))["owed_fen"] == 0


async def test_a_refusal_says_why_and_can_be_objected_to(at_work: Offices) -> None:
    person = await at_work.person("1970-05-01")
    claim = await at_work.claim("rural-reward", person)
    assert claim["state"] == "refused"
    decision = (await at_work.worker.get(f"/decisions/{claim['decision_id']}")).json()
    assert decision["sentence"]["zh"].startswith(
        "您2026年度不能享受“农村部分计划生育家庭奖励扶助”，因为：本年度内未满60周岁；"
    )
    assert "because younger than 60 in this year; no rural registration" in decision["sentence"]["en"]
    assert "15个工作日" in decision["how_to_object"]["zh"]
    printed = await at_work.worker.get(f"/decisions/{claim['decision_id']}/notice.pdf")
    assert (printed.status_code, b"/FontFile2" in printed.content) == (200, True)
    objection = (await at_work.worker.post(f"/claims/{claim['id']}/objections", json={"ground": "生日登记有误"})).json()
    await at_work.proof(person, "rural-registration")
    await at_work.proof(person, "period-family-confirmation")
    right = facts(birth_date=date(1960, 5, 1))
    await at_work.tell(PersonChanged(person_id=person, revision=2, facts=right))
    body = {"outcome": "upheld", "answer": "已更正"}
    assert (await at_work.township.post(f"/objections/{objection['id']}/answer", json=body)).status_code == 200
    assert (await at_work.admin.get(f"/claims/{claim['id']}")).json()["state"] == "applied"
    decisions = (await at_work.worker.get(f"/claims/{claim['id']}/decisions")).json()["items"]
    assert [each["entitled"] for each in decisions] == [False, True]


async def test_a_decision_is_proved_from_what_was_kept(at_work: Offices) -> None:
    person = await at_work.person()
    await at_work.proof(person, "complication-grade", value="2")
    claim = await at_work.claim("complication-relief", person)
    # The facts change afterwards; the decision stands on those of its day.
    await at_work.proof(person, "complication-grade", value="3")
    path = f"/decisions/{claim['decision_id']}/proof"
    proof = (await at_work.auditor.get(path)).json()
    assert (proof["same"], proof["text_unchanged"], proof["amount_fen"]) == (True, True, 12 * 39_000)
    assert proof["facts"]["brought"]["complication-grade"]["value"] == 2
    assert "id: complication-relief" in proof["rule"]
    assert (await at_work.worker.get(path)).status_code == 403
    stored = await at_work.service.app.state.database.pool.fetchval("SELECT facts_sealed FROM decisions")
    assert b"complication" not in stored


async def test_facts_are_looked_at_again_when_the_county_confirms(at_work: Offices) -> None:
    person = await at_work.elder()
    claim = await at_work.claim("rural-reward", person)
    body = {"step": "review", "claim_ids": [claim["id"]]}
    await at_work.worker.post("/claims/steps", json=body)
    await at_work.township.post("/claims/steps", json=body | {"step": "check"})
    (proof,) = [p for p in (await at_work.worker.get(f"/beneficiaries/{person}/proofs")).json()["items"] if p["kind"] == "rural-registration"]  # fmt: skip  # noqa: E501
    withdrawn = await at_work.worker.post(f"/proofs/{proof['id']}/withdrawal", headers={"If-Match": '"1"'})
    assert withdrawn.json()["state"] == "withdrawn"
    confirmed = await at_work.officer.post("/claims/steps", json=body | {"step": "confirm"})
    assert confirmed.json() == {"moved": 0, "refused": 1}
    assert (await at_work.admin.get(f"/claims/{claim['id']}")).json()["state"] == "refused"


async def test_a_claim_is_sent_back_or_withdrawn(at_work: Offices) -> None:
    claim = await at_work.claim("rural-reward", await at_work.elder())
    await at_work.worker.post("/claims/steps", json={"step": "review", "claim_ids": [claim["id"]]})
    back = await at_work.township.post(
        f"/claims/{claim['id']}/return", json={"reason": "缺户口簿"}, headers={"If-Match": '"2"'}
    )
    assert (back.json()["state"], back.json()["reviewed_by"]) == ("applied", None)
    gone = await at_work.worker.post(f"/claims/{claim['id']}/withdrawal", headers={"If-Match": '"3"'})
    assert gone.json()["state"] == "withdrawn"
    again = await at_work.worker.post(f"/claims/{claim['id']}/withdrawal", headers={"If-Match": '"4"'})
    stale = await at_work.worker.post(f"/claims/{claim['id']}/withdrawal", headers={"If-Match": '"3"'})
    assert slugs([again, stale]) == ["claim-not-in-state", "revision-stale"]


async def test_what_cannot_be_claimed(at_work: Offices) -> None:
    person = await at_work.elder()
    orphan = await at_work.person("2024-05-01")
    body = {"scheme": "rural-reward", "year": 2026, "person_id": str(person)}
    await at_work.claim("rural-reward", person)
    elsewhere = await at_work.person(registered_division="341599002201")
    answers = [
        await at_work.worker.post("/claims", json=body),
        await at_work.worker.post("/claims", json=body | {"scheme": "birth-permit"}),
        await at_work.worker.post("/claims", json=body | {"year": 2030, "scheme": "parent-reward"}),
        await at_work.worker.post("/claims", json=body | {"person_id": str(new_id())}),
        await at_work.worker.post("/claims", json=body | {"person_id": str(elsewhere)}),
        await at_work.worker.post("/claims", json=body | {"scheme": "childcare-subsidy", "person_id": str(orphan)}),
    ]
    assert slugs(answers) == ["claim-exists", "unknown-scheme", "bad-payload", "unknown-beneficiary", "not-allowed", "bad-payload"]  # fmt: skip  # noqa: E501
    guarded: dict[str, Any] = {"payee_id": str(person), "guardian_document": "监护证明2号"}
    child = await at_work.claim("childcare-subsidy", orphan, **guarded)
    assert child["payee_id"] == str(person)
    assert (await at_work.auditor.post("/claims", json=body)).status_code == 403


async def test_only_one_of_two_that_exclude_each_other(at_work: Offices) -> None:
    person = await at_work.elder()
    await at_work.proof(person, "bereaved-family-confirmation")
    first = await at_work.claim("special-support-bereaved", person)
    await at_work.sign(first["id"])
    second = await at_work.claim("rural-reward", person)
    decision = (await at_work.worker.get(f"/decisions/{second['decision_id']}")).json()
    assert (second["state"], decision["sentence"]["zh"].count("不可兼得")) == ("refused", 1)


async def test_the_system_finds_who_has_not_claimed(at_work: Offices) -> None:
    children = [await at_work.child("2025-06-01") for _ in range(3)]
    await at_work.claim("childcare-subsidy", children[0][0])
    await at_work.person("2010-01-01")
    asked: dict[str, Any] = {"scheme": "childcare-subsidy", "year": 2026, "limit": 1}
    page = (await at_work.worker.get("/candidates", params=asked)).json()
    rest = (await at_work.worker.get("/candidates", params=asked | {"cursor": page["next"]})).json()
    found = [item["person_id"] for item in page["items"] + rest["items"]]
    assert found == sorted(str(child) for child, _ in children[1:])
    assert page["items"][0]["amount_fen"] == 360_000
    assert (await at_work.admin.get("/candidates", params=asked)).status_code == 422
    assert (await at_work.admin.get("/candidates", params=asked | {"division": TOWN})).status_code == 200


async def test_private_grounds_are_not_on_the_list(at_work: Offices) -> None:
    person = await at_work.person()
    await at_work.proof(person, "complication-grade", value="1")
    claim = await at_work.claim("complication-relief", person)
    await at_work.sign(claim["id"])
    posting = await at_work.post("complication-relief")
    assert posting["heading"] == {"zh": "家庭扶助", "en": "Family support"}
    (line,) = (await at_work.township.get(f"/postings/{posting['id']}/lines")).json()["items"]
    assert (line["masked_name"], line["amount_fen"]) == ("张*", None), "520 a month is paid for one grade alone"
    assert (posting["lines"], posting["total_fen"]) == (1, None)
    assert (await at_work.officer.post("/postings", json={"scheme": "complication-relief", "year": 2026, "division": TOWN})).json()["type"].endswith("nothing-to-post")  # fmt: skip  # noqa: E501
