"""Surveys: whom they ask can be drawn again from the seed, what was answered leads to nobody, and what it tells."""

from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.data_files import Words
from chassis.identifiers import new_id
from gateway.proxy.public import NOBODY
from services.assessment.subscriptions import SUBSCRIPTIONS
from services.assessment.surveys.count_survey import count_survey
from services.assessment.surveys.questionnaires import Option, Question, newest
from services.assessment.surveys.results import Village, share_of
from services.assessment.surveys.rules import Interview, doubtful, draw, is_of_age
from tests.assessment.test_complaints import ok
from tests.assessment.test_settlements import on
from tests.support.delivering import deliver
from tests.support.people import OTHER_VILLAGE, VILLAGE, changed, registered
from tests.support.running import Running

TOWN = "341599001000"
DAY = date(2026, 11, 2)
GOOD = {"free-choice": "own", "free-checks": "free", "complain": "anywhere", "satisfied": "very", "pressed": "never"}
POOR = {"free-choice": "office", "satisfied": "not", "pressed": "again"}


async def _drawn(service: Running, people: int = 30, **changes: Any) -> tuple[str, list[dict[str, Any]]]:
    """A survey of a village with so many adults, a child and somebody who died; its id, and whom it asks."""
    adults = [registered() for _ in range(people)]
    child, gone = registered(birth_date=date(2020, 1, 1)), registered()
    await deliver(service.app.state.database, SUBSCRIPTIONS, *adults, child, gone)
    await deliver(service.app.state.database, SUBSCRIPTIONS, changed(gone.person_id, 2, living=False))
    entry = {"division": TOWN, "opens_on": str(DAY), "closes_on": "2026-11-20", "seed": "2026-11-示范"} | changes
    officer = service.as_staff("county-officer")
    survey = ok(await officer.post("/surveys", json=entry), 201)
    asked = ok(await officer.get(f"/surveys/{survey['id']}/sample"))["items"]
    ids = [adult.person_id for adult in adults]
    assert {UUID(each["person_id"]) for each in asked} == set(draw(survey["seed"], ids, 20, 0.01))
    return survey["id"], asked


def _answers(client: httpx.AsyncClient, survey: str, code: str, answers: dict[str, str]) -> Any:
    return client.post(f"/surveys/{survey}/answers", json={"code": code, "answers": answers})


async def test_the_sample_is_drawn_by_the_seed_from_adults_who_live_there(assessment: Running) -> None:
    with on(DAY):
        survey, asked = await _drawn(assessment)
        whole = ok(await assessment.as_staff("village-worker", VILLAGE).get(f"/surveys/{survey}"))
        assert whole["strata"] == [{"division": VILLAGE, "residents": 30, "asked": 20, "answered": 0}]
        assert whole["seed"] == "2026-11-示范" and len({each["code"] for each in asked}) == 20
        for role, place in (("village-worker", VILLAGE), ("township-officer", TOWN), ("auditor", TOWN)):
            client = assessment.as_staff(role, place)  # type: ignore[arg-type]
            assert (await client.get(f"/surveys/{survey}/sample")).status_code == 403
        nobody = await assessment.as_staff("county-officer").post(
            "/surveys", json={"division": OTHER_VILLAGE, "opens_on": str(DAY), "closes_on": str(DAY)}
        )
        assert nobody.json()["type"].endswith("nobody-to-ask")


async def test_answers_count_once_in_time_and_from_the_sample(assessment: Running) -> None:
    person = assessment.as_caller(NOBODY)
    with on(DAY):
        survey, asked = await _drawn(assessment)
        person = assessment.as_caller(NOBODY)
        questions = ok(await person.get(f"/surveys/{survey}/questions"))["items"]
        assert [each["question"] for each in questions] == list(GOOD)
        assert "good" not in str(questions)
        code = asked[0]["code"]
        assert ok(await _answers(person, survey, code, GOOD), 201) == {"verdict": "counted"}
        assert ok(await _answers(person, survey, code, POOR), 201) == {"verdict": "again"}
        assert ok(await _answers(person, survey, "A" * 16, GOOD), 201) == {"verdict": "out-of-sample"}
        wrong = await _answers(person, survey, asked[1]["code"], {"free-choice": "nobody", "no-such": "x"})
        assert {each["pointer"] for each in wrong.json()["errors"]} == {"/answers/free-choice", "/answers/no-such"}
        officer = assessment.as_staff("county-officer")
        thanks = {"person_id": asked[0]["person_id"]}
        assert ok(await officer.post(f"/surveys/{survey}/rewards", json=thanks), 201)["reward_given_on"] == str(DAY)
        assert (await officer.post(f"/surveys/{survey}/rewards", json=thanks)).status_code == 409
        unanswered = {"person_id": asked[2]["person_id"]}
        assert (await officer.post(f"/surveys/{survey}/rewards", json=unanswered)).status_code == 409
    with on(date(2026, 11, 21)):
        late = assessment.as_caller(NOBODY)
        assert ok(await _answers(late, survey, asked[1]["code"], GOOD), 201) == {"verdict": "late"}
        auditor = assessment.as_staff("auditor")
        apart = ok(await auditor.get(f"/surveys/{survey}/kept-apart"))["items"]
    assert {each["verdict"]: each["answers"] for each in apart} == {"again": 1, "late": 1, "out-of-sample": 1}
    kept = await assessment.app.state.database.pool.fetch("SELECT a::text AS text FROM survey_answers a")
    assert not any(each["person_id"] in row["text"] or each["code"] in row["text"] for row in kept for each in asked)


async def test_results_show_from_enough_answers_and_come_into_the_figures_after_the_end(assessment: Running) -> None:
    with on(DAY):
        survey, asked = await _drawn(assessment)
        person = assessment.as_caller(NOBODY)
        worker = assessment.as_staff("village-worker", VILLAGE)
        for number, each in enumerate(asked[:12]):
            if number == 9:
                few = ok(await worker.get(f"/surveys/{survey}/results", params={"level": "village"}))["items"]
            ok(await _answers(person, survey, each["code"], GOOD if number < 9 else POOR), 201)
        shown = ok(await worker.get(f"/surveys/{survey}/results", params={"level": "village"}))["items"]
    assert {each["share"] for each in few} == {None}
    satisfied = next(each for each in shown if each["question"] == "satisfied")
    assert (satisfied["answers"], satisfied["share"]) == (12, 0.75)
    assert 0.5 < satisfied["low"] < 0.75 < satisfied["high"] < 1
    with on(date(2026, 11, 21)):
        for _ in range(2):
            async with assessment.app.state.database.transaction() as session:
                await count_survey(session, UUID(survey))
        officer = assessment.as_staff("county-officer")
        params = {"period": "2026-11", "level": "village"}
        found = {each["indicator"]: each for each in ok(await officer.get("/figures", params=params))["items"]}
    assert (found["satisfaction"]["part"], found["satisfaction"]["whole"], found["satisfaction"]["value"]) == (
        9,
        12,
        0.75,
    )
    assert found["free-choice-respected"]["value"] == 0.75
    assert found["knowledge"]["part"] == 27


async def test_interviews_are_checked_for_haste_and_copying(assessment: Running) -> None:
    with on(DAY):
        survey, asked = await _drawn(assessment)
        officer = assessment.as_staff("county-officer")
        for each in asked[:12]:
            entry = {"code": each["code"], "answers": GOOD, "mode": "phone", "seconds": 5}
            ok(await officer.post(f"/surveys/{survey}/interviews", json=entry), 201)
        (doubt,) = ok(await assessment.as_staff("auditor").get(f"/surveys/{survey}/doubts"))["items"]
    assert doubt["interviews"] == 12 and doubt["reasons"] == ["fast", "straight", "alike"]


def test_a_draw_is_the_same_again_and_grows_with_the_village() -> None:
    people = [new_id() for _ in range(5000)]
    first = draw("seed", people, 20, 0.01)
    assert first == draw("seed", people[::-1], 20, 0.01) and len(first) == 50
    assert len(draw("seed", people[:7], 20, 0.01)) == 7
    assert set(draw("another", people, 20, 0.01)) != set(first)


@pytest.mark.parametrize(("born", "expected"), [("2008-11-02", True), ("2008-11-03", False), ("1950-01-01", True)])
def test_adults_alone_are_asked(born: str, expected: bool) -> None:
    assert is_of_age(date.fromisoformat(born), DAY, 18) is expected


def test_villages_weigh_by_their_adults() -> None:
    words = Words("", "")
    question = Question(
        "q", "satisfaction", words, (Option("y", words, True), Option("n", words, False), Option("x", words))
    )
    large = Village(900, [{"q": "y"}] * 10 + [{"q": "x"}] * 5)
    small = Village(100, [{"q": "n"}] * 10)
    found = share_of(question, [large, small], 10, 1.96)
    assert (found.answers, found.share) == (20, 0.9)
    assert found.low is not None and found.high is not None and found.low < 0.9 < found.high
    assert share_of(question, [Village(900, [{"q": "x"}] * 20)], 10, 1.96).share is None


def test_few_interviews_and_honest_ones_raise_no_doubt() -> None:
    asked = newest("service", DAY)
    assert asked is not None
    few = [Interview("one", 1, (0, 0))] * 3
    honest = [Interview("two", 90, (number % 3, number % 2, number % 5)) for number in range(20)]
    assert doubtful([*few, *honest], asked.doubts) == []
