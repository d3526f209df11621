"""A meeting from its extracts to its signed minutes: what is found, owed, resolved, told and erased."""

import base64
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import docx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.registry.reconciliation.sessions.move_session import START_MATCHING
from services.registry.reconciliation.sessions.open_session import OPEN_SESSIONS
from services.registry.reconciliation.sessions.remind import REMIND
from services.registry.retention.apply_retention import apply_retention
from tests.registry.conftest import ELSEWHERE, VILLAGE, Registry, slug
from tests.registry.reconciliation.conftest import Meeting, death_row, open_meeting, person, sheet


async def _resolve(meeting: Meeting, case: dict[str, Any], resolution: str, **more: Any) -> Any:
    path, tag = f"/reconciliation/discrepancies/{case['id']}", await _tag(meeting, case)
    body = {"resolution": resolution} | more
    return await meeting.registry.call("POST", f"{path}/resolution", json=body, headers=tag)


async def _apply(meeting: Meeting, case: dict[str, Any], expect: int = 200, **entry: Any) -> Any:
    path, tag = f"/reconciliation/discrepancies/{case['id']}", await _tag(meeting, case)
    return await meeting.registry.call("POST", f"{path}/application", expect, json=entry, headers=tag)


async def _tag(meeting: Meeting, case: dict[str, Any]) -> dict[str, str]:
    client = await meeting.registry.staff()
    return {"If-Match": (await client.get(f"/reconciliation/discrepancies/{case['id']}")).headers["etag"]}


def _rules(cases: list[dict[str, Any]]) -> list[str]:
    return sorted(case["rule"] for case in cases)


async def test_a_newborn_without_registration_becomes_a_task_with_its_benefit(meeting: Meeting) -> None:
    mother = await person(meeting.registry, "李芳", "1995-05-05", 2)
    row = ["", "女", "20261003", "李芳", mother["number"], VILLAGE]
    await meeting.hand_in("hospital-births", [row])
    assert (await meeting.match())["state"] == "reviewing"
    (case,) = await meeting.found()
    assert (case["rule"], case["owner"], case["severity"]) == ("birth-not-registered", "public-security", "high")
    assert "公民身份号码" in case["benefit"] and case["other_id"] == mother["id"] and case["person_id"] is None
    assert case["about"]["mother_number"].count("*") == 10
    (told,) = [data for kind, data in await meeting.registry.published() if kind == "discrepancy-opened"]
    assert told["owner"] == "public-security" and not {"person_id", "other_id"} & told.keys()

    await _resolve(meeting, case, "put-right-here", note="母亲已到场申报")
    closed = await _apply(meeting, case, name="王小宝")
    assert (closed["state"], closed["closed_how"], closed["decision"]["registered"]["kind"]) == (
        "closed",
        "applied",
        "birth",
    )
    child = await meeting.registry.call("GET", f"/persons/{closed['person_id']}")
    assert (child["name"], child["birth_date"]) == ("王小宝", "2026-10-03")
    kinds = await meeting.registry.kinds()
    assert kinds.index("birth-registered") < kinds.index("discrepancy-closed")
    assert "apply-resolution" in await meeting.registry.audited()
    assert await meeting.match() and [c["state"] for c in await meeting.found()] == ["closed"]


async def test_a_death_that_one_register_knows(meeting: Meeting) -> None:
    dead = await person(meeting.registry, "王老五", "1940-01-02")
    paid = ["王老五", dead["number"], "男", "19400102", "领取待遇", VILLAGE]
    await meeting.hand_in("cremations", [death_row(dead, "20261005")])
    await meeting.hand_in("death-cancellations", [["无关人", "", "男", "19330303", "20261001", VILLAGE]])
    await meeting.hand_in("social-insurance", [paid])
    await meeting.match()
    assert _rules(await meeting.found()) == ["dead-but-paid", "dead-not-cancelled"]
    case = (await meeting.found(rule="dead-but-paid"))[0]
    assert case["owner"] == "human-resources"
    answers = f"/reconciliation/discrepancies/{case['id']}/answers"
    hr, health = await meeting.department("human-resources"), await meeting.department("health")
    await meeting.registry.call("POST", answers, 404, json={"outcome": "no-difference"}, by=health)
    bare = await meeting.registry.call("POST", answers, 422, json={"outcome": "mended"}, by=hr)
    assert slug(bare) == "bad-payload"
    answer = {"outcome": "mended", "evidence": "2026年11月起停发"}
    answered = await meeting.registry.call("POST", answers, json=answer, by=hr)
    assert answered["state"] == "answered" and "person_id" not in answered
    await _resolve(meeting, case, "done")
    outcomes = await meeting.registry.call(
        "GET", "/reconciliation/acknowledgements", params={"session": meeting.id}, by=hr
    )
    assert [(o["rule"], o["outcome"], o["row_number"]) for o in outcomes["items"]] == [("dead-but-paid", "done", 2)]
    receipt = f"/reconciliation/acknowledgements/{case['id']}/receipt"
    assert (await meeting.registry.call("POST", receipt, by=hr))["acknowledged_at"]
    await meeting.registry.call("POST", receipt, 404, by=health)

    other = (await meeting.found(rule="dead-not-cancelled"))[0]
    await _resolve(meeting, other, "put-right-here")
    await _apply(meeting, other)
    entry = await meeting.registry.call("GET", f"/persons/{dead['id']}")
    assert entry["living"] is False and "death-registered" in await meeting.registry.kinds()


async def test_marriages_divorces_moves_and_enrolment(meeting: Meeting) -> None:
    registry = meeting.registry
    man, woman = await person(registry, "赵一", "1990-01-01", 1), await person(registry, "钱二", "1991-01-01", 2)
    mover = await person(registry, "孙三", "1980-01-01", 1)
    pupil, truant = await person(registry, "周四", "2015-01-01", 1), await person(registry, "吴五", "2015-02-02", 2)
    couple = ["赵一", man["number"], "19900101", "钱二", woman["number"], "19910101", "20261007", ""]
    await meeting.hand_in("marriages", [couple])
    await meeting.hand_in("divorces", [["赵一", man["number"], "", "钱二", woman["number"], "", "20261020", ""]])
    away = ["孙三", mover["number"], "男", "19800101", "迁出", "20261009", VILLAGE, ELSEWHERE]
    await meeting.hand_in("moves", [away])
    stranger = ["郑生", "", "男", "20160101", "郑家长", "", VILLAGE]
    await meeting.hand_in("enrolment", [["周四", pupil["number"], "男", "", "", "", VILLAGE], stranger])
    await meeting.match()
    assert _rules(await meeting.found()) == [
        *("divorced-missing-here", "enrolled-without-residence", "married-missing-here", "moved-out-but-resident"),
        "school-age-not-enrolled",
    ]
    school = (await meeting.found(rule="school-age-not-enrolled"))[0]
    assert (school["owner"], school["about"]["name"], school["person_id"]) == ("education", "吴五", truant["id"])
    for rule, remade in (("married-missing-here", "marriage"), ("divorced-missing-here", "divorce")):
        case = (await meeting.found(rule=rule))[0]
        await _resolve(meeting, case, "put-right-here")
        assert (await _apply(meeting, case))["decision"]["registered"]["kind"] == remade
    case = (await meeting.found(rule="moved-out-but-resident"))[0]
    await _resolve(meeting, case, "put-right-here")
    await _apply(meeting, case)
    assert (await registry.call("GET", f"/persons/{mover['id']}"))["residence_division"] == ELSEWHERE
    refused = await registry.call(
        "POST",
        f"/reconciliation/discrepancies/{school['id']}/resolution",
        409,
        json={"resolution": "put-right-here"},
        headers=await _tag(meeting, school),
    )
    assert slug(refused) == "no-remedy-here"


async def test_identity_that_differs_is_corrected_with_its_provenance(meeting: Meeting) -> None:
    known = await person(meeting.registry, "王小明", "1990-05-17")
    row = ["王晓明", known["number"], "男", "19900517", "参保缴费", VILLAGE]
    await meeting.hand_in("social-insurance", [row, [row[0], "", *row[2:4], "领取待遇", VILLAGE]])
    await meeting.match()
    case = (await meeting.found(rule="identity-differs"))[0]
    assert (case["owner"], case["differs"]) == ("human-resources", ["name"])
    await _resolve(meeting, case, "put-right-here", note="以户口簿为准")
    await _apply(meeting, case)
    stamp = await meeting.registry.pool.fetchrow(
        "SELECT name, source, source_id FROM persons WHERE id = $1", known["id"]
    )
    assert (stamp["name"], stamp["source"], str(stamp["source_id"])) == ("王晓明", "reconciliation", case["id"])
    assert "listed-twice" in _rules(await meeting.found())


async def test_links_are_explained_decided_and_stay_from_month_to_month(meeting: Meeting) -> None:
    registry = meeting.registry
    old = await person(registry, "欧阳国强", "1941-03-04")
    twins = [await person(registry, "王双", "1942-06-07") for _ in range(2)]
    rows = [
        ["欧阳國強", "", "男", "19410304", "20261005", VILLAGE],
        ["王双", "", "男", "19420607", "20261006", VILLAGE],
        ["李全无", "", "男", "19420608", "20261006", VILLAGE],
    ]
    told = await meeting.hand_in("cremations", rows)
    await meeting.match()
    links = (await registry.call("GET", f"/reconciliation/submissions/{told['id']}/links"))["items"]
    assert [(link["row_number"], link["state"], link["how"]) for link in links] == [
        (2, "linked", "weight"),
        (3, "proposed", "weight"),
    ]
    assert links[0]["person_id"] == old["id"] and "姓名相同" in links[0]["words"] and "权重" in links[0]["words"]
    assert "same-person-twice" in _rules(await meeting.found())
    decision = {"row_number": 3, "role": "person", "same": True, "reason": "村委会证明"}
    path = f"/reconciliation/submissions/{told['id']}/links/decision"
    decided = await registry.call("POST", path, json=decision)
    assert decided["state"] == "confirmed" and decided["person_id"] in {t["id"] for t in twins}
    assert slug(await registry.call("POST", path, 409, json=decision)) == "link-decided"

    following = await open_meeting(registry, "2026-11")
    again = await following.hand_in("cremations", sheet("cremations", [[*r[:4], "20261030", r[5]] for r in rows]))
    await following.match()
    kept = (await registry.call("GET", f"/reconciliation/submissions/{again['id']}/links"))["items"]
    assert [(k["how"], k["state"], k["person_id"]) for k in kept] == [
        ("kept", "linked", old["id"]),
        ("kept", "confirmed", decided["person_id"]),
    ]
    # The register's entry changes: the evidence is another, and what nobody decided is weighed anew.
    client = await registry.staff()
    tag = {"If-Match": (await client.get(f"/persons/{old['id']}")).headers["etag"]}
    await registry.call("PATCH", f"/persons/{old['id']}", json={"name": "司马大年", "reason": "更正"}, headers=tag)
    third = await open_meeting(registry, "2026-12")
    last = await third.hand_in("cremations", sheet("cremations", [[*r[:4], "20261101", r[5]] for r in rows]))
    await third.match()
    anew = (await registry.call("GET", f"/reconciliation/submissions/{last['id']}/links"))["items"]
    assert [(k["row_number"], k["how"], k["state"]) for k in anew] == [(3, "kept", "confirmed")]


def _key() -> tuple[Ed25519PrivateKey, str]:
    key = Ed25519PrivateKey.generate()
    return key, _text(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


async def test_minutes_are_drawn_up_signed_printed_and_close_the_meeting(meeting: Meeting) -> None:
    registry, dead = meeting.registry, await person(meeting.registry, "王老五", "1940-01-02")
    await meeting.hand_in("death-cancellations", [death_row(dead, "20261005")])
    await meeting.match()
    await meeting.step("meeting")
    await registry.call("PUT", f"/reconciliation/sessions/{meeting.id}/present", json={"departments": ["health"]})
    (case,) = await meeting.found()
    await _resolve(meeting, case, "put-right-here")
    path = f"/reconciliation/sessions/{meeting.id}/minutes"
    drawn = await registry.call("POST", path)
    assert (await registry.call("POST", path))["version"] == drawn["version"] == 1
    assert "王老五" not in str(drawn) and dead["number"] not in str(drawn)
    unsigned = await meeting.step("closed", 409)
    assert (slug(unsigned), unsigned["missing"]) == ("minutes-not-signed", ["population-office", "health"])
    for by in (await registry.staff(), await meeting.department("health")):
        key, public = _key()
        kept = await registry.call("POST", "/reconciliation/keys", 201, json={"public_key": public}, by=by)
        entry = {"version": 1, "digest": drawn["digest"], "key_id": kept["key_id"]}
        wrong = entry | {"signature": _text(key.sign(b"something else"))}
        assert slug(await registry.call("POST", f"{path}/signatures", 422, json=wrong, by=by)) == "bad-signature"
        entry |= {"signature": _text(key.sign(drawn["digest"].encode()))}
        await registry.call("POST", f"{path}/signatures", 201, json=entry, by=by)
        assert slug(await registry.call("POST", f"{path}/signatures", 409, json=entry, by=by)) == "already-signed"
    client = await registry.staff()
    paper = await client.get(f"{path}.pdf")
    assert paper.content.startswith(b"%PDF") and b"HuijiaSerifSC" in paper.content
    document = docx.Document(io.BytesIO((await client.get(f"{path}.docx")).content))
    assert "2026-10" in document.paragraphs[0].text and len(document.tables) == 6
    assert (await meeting.step("closed"))["state"] == "closed"
    reopen = await meeting.step("reviewing", 422)
    assert reopen["errors"][0]["code"] == "reason_needed"
    assert (await meeting.step("reviewing", reason="公安补报"))["state"] == "reviewing"
    steps = (await registry.call("GET", f"/reconciliation/sessions/{meeting.id}/steps"))["items"]
    assert steps[-1]["reason"] == "公安补报"


async def test_figures_and_what_the_house_is_told(meeting: Meeting) -> None:
    people = [await person(meeting.registry, f"孙{n}", "1980-01-01") for n in "甲乙丙"]
    rows = [[p["name"], p["number"], "男", "", "迁出", "20261009", VILLAGE, ELSEWHERE] for p in people]
    await meeting.hand_in("moves", [*rows, ["无此人", "", "男", "19770707", "迁出", "20261010", VILLAGE, ELSEWHERE]])
    await meeting.match()
    (month,) = (await meeting.registry.call("GET", "/reconciliation/figures"))["items"]
    (rate,) = month["match_rates"]
    assert (rate["kind"], rate["persons"], rate["found"], rate["rate"], rate["target"], rate["met"]) == (
        *("moves", 4, 3, 0.75, 0.9, False),
    )
    (owner,) = month["discrepancies"]
    assert (owner["owner"], owner["opened"], owner["overdue"]) == ("population-office", 3, 0)
    (told,) = [data for kind, data in await meeting.registry.published() if kind == "extract-compared"]
    assert {data["division"] for kind, data in await meeting.registry.published() if kind == "discrepancy-opened"} == {
        VILLAGE
    }
    assert (told["department"], told["rows"], told["found"], told["target"]) == ("public-security", 4, 3, 0.9)


async def test_each_department_sees_what_it_owns_and_public_security_registration_alone(meeting: Meeting) -> None:
    dead = await person(meeting.registry, "王老五", "1940-01-02")
    await meeting.hand_in("cremations", [death_row(dead, "20261005")])
    await meeting.hand_in("death-cancellations", [["无关人", "", "男", "19330303", "20261001", VILLAGE]])
    await meeting.hand_in("low-income", [["王老五", dead["number"], "男", "", VILLAGE]])
    await meeting.match()
    seen = {}
    for name in ("public-security", "civil-affairs", "education"):
        client = await meeting.department(name)
        page = await client.get("/reconciliation/discrepancies", params={"session": meeting.id})
        seen[name] = {case["rule"]: case for case in page.json()["items"]}
    assert {name: set(cases) for name, cases in seen.items()} == {
        "public-security": {"dead-not-cancelled"},
        "civil-affairs": {"dead-but-paid"},
        "education": set(),
    }
    shown = seen["public-security"]["dead-not-cancelled"]
    assert shown["matter"] == "death" and "person_id" not in shown and "*" in shown["about"]["number"]


async def test_submissions_are_erased_after_the_meeting_and_the_proof_stays(meeting: Meeting) -> None:
    registry, dead = meeting.registry, await person(meeting.registry, "王老五", "1940-01-02")
    told = await meeting.hand_in("death-cancellations", [death_row(dead, "20261005")])
    await meeting.match()
    (case,) = await meeting.found()
    await registry.pool.execute(
        "UPDATE reconciliation_sessions SET state = 'closed', closed_at = $1", datetime.now(UTC) - timedelta(days=90)
    )
    state = registry.running.app.state
    removed = await apply_retention(state.database, state.sealer)
    assert removed["submission-rows"] == 1
    assert (await apply_retention(state.database, state.sealer))["submission-rows"] == 0
    assert await registry.pool.fetchval("SELECT count(*) FROM submission_rows") == 0
    assert await registry.pool.fetchval("SELECT count(*) FROM submission_links") == 0
    kept = await registry.call("GET", f"/reconciliation/submissions/{told['id']}")
    assert (kept["digest"], kept["accepted"]) == (told["digest"], 1) and kept["erased_at"]
    assert (await meeting.found())[0]["about"] is None
    await _resolve(meeting, case, "put-right-here")
    assert slug(await _apply(meeting, case, 409)) == "evidence-erased"


async def test_the_calendar_opens_matches_and_reminds(registry: Registry) -> None:
    state = registry.running.app.state

    async def sweep(sweep: Any) -> None:
        async with state.database.transaction() as session:
            found = await sweep.find(session)
        for item in found:
            async with state.database.transaction() as session:
                await sweep.act(session, item)

    with registry.at(datetime(2026, 10, 28, 2, tzinfo=UTC)):
        for _ in range(2):
            await sweep(OPEN_SESSIONS)
        (opened,) = (await registry.call("GET", "/reconciliation/sessions"))["items"]
        assert (opened["period"], opened["meeting_on"], opened["collect_by"]) == ("2026-10", "2026-11-03", "2026-11-02")
    with registry.at(datetime(2026, 11, 1, 2, tzinfo=UTC)):
        for _ in range(2):
            await sweep(REMIND)
        meeting = Meeting(registry, opened["id"])
        assert len((await meeting.show())["reminders"]) == 5
        await meeting.hand_in("cremations", [["王", "", "男", "19400101", "20261001", VILLAGE]])
    reminded = [data for kind, data in await registry.published() if kind == "reconciliation-reminded"]
    assert len(reminded) == 5 and not reminded[0]["overdue"]
    with registry.at(datetime(2026, 11, 3, 2, tzinfo=UTC)):
        await sweep(START_MATCHING)
        await meeting.work()
        assert (await meeting.show())["state"] == "reviewing"
        late = await meeting.hand_in("low-income", [["王", "", "男", "19400101", VILLAGE]])
        assert late["late"]


@pytest.mark.parametrize("period", ["2026-13", "26-01", "1999-01"])
async def test_a_month_that_is_none(registry: Registry, period: str) -> None:
    await registry.call("POST", "/reconciliation/sessions", 422, json={"period": period})
