"""What leads to somebody is kept as long as its period says; counts, results and the proof of removal stay (C12)."""

from datetime import date, timedelta
from uuid import UUID

from chassis.sweeps import run_once
from services.assessment.retention.apply_retention import APPLY_RETENTION, ERASURES
from services.assessment.surveys.count_survey import count_survey
from tests.assessment.test_complaints import ok
from tests.assessment.test_outreach import LETTER, YEAR, photograph
from tests.assessment.test_settlements import on
from tests.assessment.test_surveys import DAY, GOOD, _drawn
from tests.support.people import VILLAGE
from tests.support.running import Running


async def _sweep(service: Running) -> None:
    assert await run_once(service.app.state.database, APPLY_RETENTION) == len(ERASURES)


async def _count(service: Running, query: str) -> int:
    return int(await service.app.state.database.pool.fetchval(f"SELECT count(*) FROM {query}"))


async def test_a_survey_forgets_whom_it_asked_and_later_what_they_said(assessment: Running) -> None:
    with on(DAY):
        survey, asked = await _drawn(assessment)
        officer = assessment.as_staff("county-officer")
        for each in asked[:12]:
            entry = {"code": each["code"], "answers": GOOD, "mode": "phone", "seconds": 200}
            ok(await officer.post(f"/surveys/{survey}/interviews", json=entry), 201)
    closed = date(2026, 11, 20)
    with on(closed + timedelta(days=1)):
        async with assessment.app.state.database.transaction() as session:
            await count_survey(session, UUID(survey))
    with on(closed + timedelta(days=180)):
        await _sweep(assessment)
        assert await _count(assessment, "survey_samples") == 20
    with on(closed + timedelta(days=182)):
        await _sweep(assessment)
        assert await _count(assessment, "survey_samples") == 0
        whole = ok(await assessment.as_staff("county-officer").get(f"/surveys/{survey}"))
        assert whole["strata"][0] == {"division": VILLAGE, "residents": 30, "asked": 20, "answered": 12}
    with on(closed + timedelta(days=1098)):
        await _sweep(assessment)
        assert await _count(assessment, "survey_answers") == 0
        params = {"period": "2026-11", "level": "village", "indicator": "satisfaction"}
        (share,) = ok(await assessment.as_staff("county-officer").get("/figures", params=params))["items"]
        assert (share["part"], share["whole"]) == (12, 12), "what was counted stays counted"
        await _sweep(assessment)
    assert await _count(assessment, "audit_log WHERE action = 'apply-retention'") == 2


async def test_a_complaint_keeps_that_it_was_and_loses_its_words(assessment: Running) -> None:
    with on(date(2026, 3, 2)):
        entry = {"channel": "letter", "topic": "conduct", "division": VILLAGE, "received_on": "2026-03-02"}
        entry |= {"words": "材料里的话", "contact": "19000001234"}
        first, waiting = [
            ok(await assessment.as_staff("village-worker", VILLAGE).post("/complaints", json=entry), 201) for _ in "ab"
        ]
        officer = assessment.as_staff("county-officer")
        answer = {"words": "已办理", "upheld": True}
        path = f"/complaints/{first['id']}"
        ok(await officer.post(f"{path}/answer", json=answer, headers={"If-Match": '"1"'}))
    with on(date(2026, 3, 2) + timedelta(days=1098)):
        await _sweep(assessment)
        kept = ok(await assessment.as_staff("county-officer").get(path))
        assert (kept["words"], kept["contact"], kept["answer"], kept["upheld"]) == (None, None, None, True)
        assert kept["erased_on"] == "2029-03-04"
        receipt = {"code": first["code"]}
        assert (
            ok(await assessment.as_staff("county-officer").post("/complaint-receipts", json=receipt))["answer"] is None
        )
        # One that nobody has answered yet is owed its answer, however old it is.
        other = ok(await assessment.as_staff("county-officer").get(f"/complaints/{waiting['id']}"))
        assert other["words"] == "材料里的话"


async def test_photographs_go_and_what_was_done_stays(assessment: Running) -> None:
    worker = assessment.as_staff("village-worker", VILLAGE)
    letter = ok(await worker.post("/outreach/activities", json=LETTER), 201)
    ok(await worker.post(f"/outreach/activities/{letter['id']}/files", files={"file": ("a.jpg", photograph())}), 201)
    with on(date(2026, 11, 10) + timedelta(days=1829)):
        await _sweep(assessment)
        boxes = ok(await assessment.as_staff("auditor").get("/outreach/boxes", params=YEAR))["items"]
    found = next(box for box in boxes if box["id"] == LETTER["box"])
    assert (found["activities"], found["reached"], found["files"]) == (1, 396, 0)


async def test_everybody_who_works_here_may_know_the_periods(assessment: Running) -> None:
    shown = ok(await assessment.as_staff("village-worker", VILLAGE).get("/retention"))["items"]
    assert {each["record"] for each in shown} == ERASURES.keys()
    assert all(each["days"] > 0 and each["source"] for each in shown)
