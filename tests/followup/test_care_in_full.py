"""What follows from outcomes, ages and births: retries, conditions, referrals by finding, offers, ends."""

from datetime import date, timedelta
from typing import Any

from chassis.identifiers import new_id
from chassis.sweeps import run_once
from contracts.registry import BirthRegistered
from services.followup.plans.offer_by_age import OFFER_BY_AGE, years_before
from services.followup.protocols.model import Retry
from services.followup.visits.rules import next_try
from tests.followup.care import BORN, Care, after, on
from tests.support.people import VILLAGE, registered

SELF = {"given_by": "self", "how": "spoken", "text_version": "1"}


async def ask(care: Care, protocol: str, anchor: date) -> dict[str, Any]:
    body = {"person_id": str(care.mother), "protocol": protocol, "anchor_on": str(anchor), "requested_by_person": True}
    asked = await care.worker().post("/plans", json=body)
    assert asked.status_code == 201, asked.text
    return (await care.worker().post(f"/plans/{asked.json()['id']}/consent", json=SELF)).json()


async def visits(care: Care, plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = (await care.worker().get(f"/plans/{plan['id']}")).json()["visits"]
    return {f"{v['step']}/{v['occurrence']}": v for v in found}


def test_the_next_try_keeps_to_the_window_and_turns_into_a_call() -> None:
    rule = Retry(within="P3D", at_most=4, phone_after=2)
    assert next_try("home", 1, after(1), after(9), rule) == (after(4), "home")
    assert next_try("home", 2, after(4), after(9), rule) == (after(7), "phone")
    assert next_try("home", 3, after(7), after(9), rule) == (after(9), "phone")
    assert next_try("phone", 4, after(8), after(9), rule) == (None, "phone")
    assert next_try("home", 1, after(9), after(9), rule) == (None, "home")
    assert next_try("home", 1, after(1), after(9), None) == (None, "home")


async def test_somebody_not_found_is_looked_for_again_as_the_protocol_says(care: Care) -> None:
    with on(after(5)):
        await care.be_born()
        await care.agree(care.child, given_on=str(after(1)))
        home = await care.visit(care.child, "newborn-home-visit")
        first = (await care.record(home, "not_found", after(1))).json()
        assert (first["state"], first["place"], first["retry_by"], first["attempts"]) == (
            "due",
            "home",
            str(after(4)),
            1,
        )
        second = (await care.record(home, "not_found", after(3))).json()
        assert (second["place"], second["retry_by"]) == ("phone", str(after(6)))
        why = (await care.worker().get(f"/visits/{home['id']}/why")).json()
        assert [t["done_on"] for t in why["tries"]] == [str(after(1)), str(after(3))]
        assert why["retry_rules"] == {
            "not_found": {"within": "P3D", "at_most": 3, "phone_after": 2},
            "phone_instead": {"within": "P3D", "at_most": 2, "phone_after": None},
        }
        assert (why["retry_by"], why["because_of"], why["counted_from"]) == (str(after(6)), None, str(BORN))
        last = (await care.record(home, "not_found", after(5))).json()
        assert (last["state"], last["retry_by"]) == ("not-reached", None)
        assert (await care.record(home, "phone_instead", after(5))).json()["state"] == "done"


async def test_a_call_where_a_meeting_is_owed_is_a_try_and_the_second_one_stands(care: Care) -> None:
    with on(after(4)):
        await care.be_born()
        await care.agree(care.child, given_on=str(after(1)))
        home = await care.visit(care.child, "newborn-home-visit")
        told = len(await care.told())
        called = (await care.record(home, "phone_instead", after(2), content={"note": "母子平安"})).json()
        assert (called["state"], called["place"], called["retry_by"], called["attempts"]) == (
            "due",
            "home",
            str(after(5)),
            0,
        )
        assert len(await care.told()) == told, "nothing has come of the visit yet"
        why = (await care.worker().get(f"/visits/{home['id']}/why")).json()
        assert [(t["outcome"], t["done_on"]) for t in why["tries"]] == [("phone_instead", str(after(2)))]
        assert (await care.record(home, "phone_instead", after(4))).json()["state"] == "done"
        content = (await care.worker().get(f"/visits/{home['id']}/content")).json()["entries"]
        assert [e["content"] and e["content"]["note"] for e in content] == ["母子平安", None]


async def test_a_call_on_the_last_day_stands(care: Care) -> None:
    with on(after(7)):
        await care.be_born()
        await care.agree(care.child, given_on=str(after(1)))
        home = await care.visit(care.child, "newborn-home-visit")
        assert (await care.record(home, "phone_instead", after(7))).json()["state"] == "done"


async def test_a_word_of_a_move_is_asked_about_once_where_the_protocol_says_so(care: Care) -> None:
    with on(after(9 * 7)):
        await care.tell(registered(care.mother, birth_date=date(1995, 2, 3)))
        first = (await visits(care, await ask(care, "antenatal", BORN)))["before-week-13/1"]
        said = (await care.record(first, "moved", after(9 * 7))).json()
        assert (said["state"], said["place"], said["retry_by"]) == ("due", "phone", str(after(10 * 7)))
    with on(after(10 * 7)):
        assert (await care.record(first, "moved", after(10 * 7))).json()["state"] == "moved-away"


async def test_nobody_is_asked_again_after_a_no(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.child)
        home = await care.visit(care.child, "newborn-home-visit")
        await care.record(home, "phone_instead", after(3))
        no = (await care.record(home, "declined", after(3))).json()
        assert (no["state"], no["planned_on"]) == ("declined", None)


async def test_an_outcome_brings_a_step_about_and_another_spares_one(care: Care) -> None:
    with on(after(100)):
        await care.be_born()
        plan = await ask(care, "pre-pregnancy-check", after(90))
        steps = await visits(care, plan)
        assert sorted(steps) == ["result/1", "three-months/1"]
        await care.record(steps["result/1"], "done", after(100))
    with on(after(180)):
        await care.record(steps["three-months/1"], "phone_instead", after(180))
        steps = await visits(care, plan)
        later = steps["outcome/1"]
        assert (later["state"], later["due_on"]) == ("scheduled", "2027-10-30")
        why = (await care.worker().get(f"/visits/{later['id']}/why")).json()
        assert (why["because_of"], why["counted_from"]) == ("three-months", str(after(180)))


async def test_who_did_not_want_the_result_is_not_called(care: Care) -> None:
    with on(after(100)):
        await care.be_born()
        plan = await ask(care, "pre-pregnancy-check", after(95))
        await care.record((await visits(care, plan))["result/1"], "declined", after(100))
        steps = await visits(care, plan)
        assert steps["three-months/1"]["state"] == "ended"
        assert (await care.worker().get(f"/plans/{plan['id']}")).json()["state"] == "completed"


async def test_a_finding_leads_to_the_offer_of_a_referral(care: Care) -> None:
    with on(after(8)):
        await care.be_born()
        plan = await ask(care, "after-procedure", after(1))
        week = (await visits(care, plan))["week-1/1"]
        finding = {"note": "", "findings": {"needs-referral": True}}
        await care.record(week, "done", after(8), content=finding)
        offered = [p for p in await care.plans_of(care.mother) if p["protocol"] == "after-referral"]
    assert [(p["state"], p["origin"], p["anchor_on"]) for p in offered] == [("offered", "referral", str(after(8)))]


async def test_several_plans_of_one_person_run_side_by_side(care: Care) -> None:
    with on(after(8)):
        await care.be_born()
        plans = [await ask(care, p, after(1)) for p in ("after-procedure", "after-iud")]
        yearly = [v["due_on"] for k, v in (await visits(care, plans[1])).items() if k.startswith("yearly")]
    assert len(yearly) == 5
    assert yearly[:2] == ["2027-11-02", "2028-11-02"]


async def test_a_birth_ends_the_care_that_lasts_until_it(care: Care) -> None:
    anchor = BORN - timedelta(weeks=39)
    with on(BORN - timedelta(weeks=30)):
        await care.tell(registered(care.mother, birth_date=date(1995, 2, 3)))
        plan = await ask(care, "antenatal", anchor)
        assert len(plan["visits"]) == 7
    with on(after(3)):
        await care.sweep()
        await care.tell(registered(care.child, birth_date=BORN), care.birth_event())
        ended = (await care.worker().get(f"/plans/{plan['id']}")).json()
        assert (ended["state"], ended["closed_on"]) == ("completed", str(BORN))
        # What had passed before the birth was missed; what was still to come is not owed.
        assert {v["state"] for v in ended["visits"] if date.fromisoformat(v["latest_on"]) < BORN} == {"not-reached"}
        assert {v["state"] for v in ended["visits"] if date.fromisoformat(v["latest_on"]) >= BORN} == {"ended"}
        missed = ended["visits"][0]
        assert (await care.record(missed, "done", BORN - timedelta(days=9))).json()["state"] == "done-late"
        await care.tell(
            BirthRegistered(
                person_id=new_id(),
                birth_id=new_id(),
                born_on=BORN,
                mother_id=care.mother,
                father_id=None,
                residence_division=VILLAGE,
            )
        )
        assert (await care.worker().get(f"/plans/{plan['id']}")).json()["state"] == "completed"


async def test_people_of_65_are_offered_a_check_once_a_year_and_never_after_a_no(care: Care) -> None:
    old, young, refuses = new_id(), new_id(), new_id()
    with on(BORN):
        await care.tell(
            registered(old, birth_date=date(1961, 11, 1)),
            registered(young, birth_date=date(1961, 11, 2)),
            registered(refuses, birth_date=date(1940, 1, 1)),
        )
        assert await run_once(care.database, OFFER_BY_AGE) == 1
        assert await run_once(care.database, OFFER_BY_AGE) == 0
        assert await care.plans_of(young) == []
        (plan,) = await care.plans_of(old)
        assert (plan["protocol"], plan["origin"], plan["state"], plan["visits"]) == (
            "older-people",
            "age",
            "offered",
            [],
        )
        (offer,) = await care.plans_of(refuses)
        await care.worker().post(f"/plans/{offer['id']}/decline")
    with on(after(30)):
        started = (await care.worker().post(f"/plans/{plan['id']}/consent", json=SELF)).json()
        # An age is no event to count from: the first check is owed from the day of the consent.
        assert [v["due_on"] for v in started["visits"]][:2] == [str(after(30)), "2027-12-01"]
    with on(after(800)):
        await run_once(care.database, OFFER_BY_AGE)
        assert [len(await care.plans_of(who)) for who in (old, young, refuses)] == [1, 1, 1]


def test_sixty_five_years_before() -> None:
    assert years_before(date(2028, 2, 29), 65) == date(1963, 2, 28)
    assert years_before(date(2029, 3, 1), 65) == date(1964, 3, 1)
