"""Referrals: agreed to, answered or said to be unanswered, and shared for as long as the person agrees."""

import asyncio
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chassis.sweeps import run_once
from contracts.registry import DeathRegistered
from services.followup.referrals import rules
from services.followup.referrals.time_out import TIME_OUT_REFERRALS
from tests.followup.care import Care, after, on
from tests.followup.services import a_site, refer
from tests.support.people import OTHER_VILLAGE, VILLAGE

MARKER = "标记九五二"


class OneReferral(RuleBasedStateMachine):
    """Any order of steps: it ends in what happened last, is never re-opened, and no step tells the same thing twice."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.told = "made", list[str]()

    def step(self, action: rules.Action) -> None:
        before, after_it = self.state, rules.after(self.state, action)
        if after_it is None:
            return
        told = rules.told_as(before, after_it)
        self.state = after_it
        if told is not None:
            assert before not in ("answered", "turned-down")
            self.told.append(told)

    @rule()
    def accept(self) -> None:
        before = self.state
        self.step("accept")
        assert self.state == ("accepted" if before == "made" else before)

    @rule()
    def answer(self) -> None:
        before = self.state
        self.step("answer")
        assert (self.state == "answered") == (before in ("made", "accepted", "not-answered", "answered"))

    @rule()
    def turn_down(self) -> None:
        self.step("turn-down")

    @rule()
    def time_out(self) -> None:
        self.step("time-out")
        assert self.state not in rules.OPEN

    @rule()
    def end(self) -> None:
        self.step("end")
        assert self.state not in rules.OPEN

    @precondition(lambda self: self.state != "made")
    @rule()
    def withdraw(self) -> None:
        self.step("withdraw")
        assert self.state == "withdrawn"

    @invariant()
    def the_house_hears_of_each_end_once_and_of_no_opening(self) -> None:
        assert len(self.told) == len(set(self.told))
        assert (not self.told) == (self.state in rules.OPEN)
        # What was answered stays answered in the figures, whatever the person does with the consent afterwards.
        assert not ({"answered", "turned-down"} & set(self.told[:-1]))


TestOneReferral = OneReferral.TestCase


async def made(care: Care, site_division: str = OTHER_VILLAGE) -> tuple[str, str]:
    """The mother was referred to a site of another village: (path, site)."""
    await care.be_born()
    site = await a_site(care, site_division, "中心卫生院")
    answer = await refer(care, site, content={"note": MARKER})
    assert answer.status_code == 201, answer.text
    assert MARKER not in answer.text
    return f"/referrals/{answer.json()['id']}", site


async def test_made_accepted_answered(care: Care) -> None:
    with on(after(0)):
        path, _ = await made(care)
        provider = care.worker(OTHER_VILLAGE)
        assert (await provider.get(f"{path}/content")).json()["reason"] == MARKER
        accepted = await provider.post(f"{path}/accept")
        assert (accepted.json()["state"], accepted.json()["answer_due_on"]) == ("accepted", str(after(14)))
        assert (await provider.post(f"{path}/accept")).json() == accepted.json()
    with on(after(5)):
        provider = care.worker(OTHER_VILLAGE)
        answer = {"note": f"{MARKER}-已诊治"}
        answered = await provider.post(f"{path}/answer", json=answer)
        assert (answered.json()["state"], answered.json()["closed_on"]) == ("answered", str(after(5)))
        assert (await provider.post(f"{path}/answer", json=answer)).json() == answered.json()
        assert (await provider.post(f"{path}/answer", json={"note": "x"})).status_code == 409
        assert (await care.worker().get(f"{path}/content")).json()["answer"] == answer["note"]
        told = await care.told("referral-opened", "referral-closed")
    assert [kind for kind, _ in told] == ["referral-opened", "referral-closed"]
    assert (told[1][1]["outcome"], told[1][1]["division"]) == ("answered", VILLAGE)
    assert set(told[1][1]) == {"referral_id", "division", "made_on", "due_on", "closed_on", "outcome"}


async def test_no_answer_in_two_weeks_is_said_and_a_late_one_still_counts(care: Care) -> None:
    with on(after(0)):
        path, _ = await made(care)
    with on(after(14)):
        assert await run_once(care.database, TIME_OUT_REFERRALS) == 0
    with on(after(15)):
        assert await run_once(care.database, TIME_OUT_REFERRALS) == 1
        assert await run_once(care.database, TIME_OUT_REFERRALS) == 0
        listed = (await care.worker().get("/referrals", params={"state": "not-answered"})).json()["items"]
        assert len(listed) == 1
    with on(after(30)):
        late = await care.worker().post(f"{path}/answer", json={"answered_on": str(after(29))})
        assert (late.json()["state"], late.json()["closed_on"]) == ("answered", str(after(29)))
        outcomes = [data["outcome"] for _, data in await care.told("referral-closed")]
    assert outcomes == ["not-answered", "answered"]


async def test_turned_down_leads_to_another_provider(care: Care) -> None:
    with on(after(0)):
        path, _ = await made(care)
        open_one = path.removeprefix("/referrals/")
        other = await a_site(care, VILLAGE, "县医院")
        assert (await refer(care, other, instead_of=open_one)).status_code == 422
        assert (await care.worker(OTHER_VILLAGE).post(f"{path}/turn-down")).json()["state"] == "turned-down"
        again = await refer(care, other, instead_of=open_one)
        assert (again.status_code, again.json()["instead_of"]) == (201, open_one)


async def test_a_consent_taken_back_ends_the_sharing_and_erases_what_was_shared(care: Care) -> None:
    with on(after(0)):
        path, _ = await made(care)
        provider, worker = care.worker(OTHER_VILLAGE), care.worker()
        assert (await provider.post(f"{path}/withdraw")).status_code == 404
        assert (await worker.post(f"{path}/withdraw", json={"reason": "x"})).json()["rule"] == "C2"
        withdrawn = await worker.post(f"{path}/withdraw")
        assert withdrawn.json()["state"] == "withdrawn"
        assert (await worker.post(f"{path}/withdraw")).json() == withdrawn.json()
        assert (await provider.get(path)).status_code == 404
        assert (await provider.get("/referrals")).json()["items"] == []
        assert (await worker.get(f"{path}/content")).json()["reason"] is None
        assert (await worker.post(f"{path}/answer", json={})).status_code == 409
        assert await care.database.pool.fetchval("SELECT count(*) FROM referrals WHERE content IS NOT NULL") == 0
        ((_, data),) = await care.told("referral-closed")
    assert data["outcome"] == "ended"


async def test_without_consent_nothing_is_shared(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        site = await a_site(care, OTHER_VILLAGE)
        refused: list[tuple[dict[str, Any], int]] = [
            ({"text_version": "9"}, 422),
            ({"given_by": "guardian", "guardian_id": str(care.child)}, 422),
            ({"made_on": str(after(1))}, 422),
            ({"given_by": None}, 422),
            ({"site_id": str(care.mother)}, 404),
            ({"person_id": str(care.birth)}, 404),
        ]
        for changes, status in refused:
            assert (await refer(care, site, **changes)).status_code == status, changes
        assert await care.told() == []


async def test_a_visit_that_ended_in_a_referral_is_shown_until_one_is_made(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.mother)
        site = await a_site(care, OTHER_VILLAGE)
        visit = (await care.plan_of(care.mother))["visits"][0]
        not_referred = await refer(care, site, visit_id=visit["id"])
        assert not_referred.status_code == 422
        await care.record(visit, "referred", after(3), content={"note": MARKER})
        (shown,) = (await care.worker().get("/referrals-to-make")).json()["items"]
        assert (shown["visit_id"], shown["referred_on"]) == (visit["id"], str(after(3)))
        both = await asyncio.gather(*(refer(care, site, visit_id=visit["id"]) for _ in range(3)))
        assert sorted(answer.status_code for answer in both) == [201, 409, 409]
        assert (await care.worker().get("/referrals-to-make")).json()["items"] == []


async def test_a_visit_is_shown_for_two_weeks_and_then_left_in_peace(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.mother)
        await care.record((await care.plan_of(care.mother))["visits"][0], "referred", after(3))
    with on(after(17)):
        assert len((await care.worker().get("/referrals-to-make")).json()["items"]) == 1
    with on(after(18)):
        assert (await care.worker().get("/referrals-to-make")).json()["items"] == []


async def test_a_death_ends_an_open_referral_quietly(care: Care) -> None:
    with on(after(0)):
        path, _ = await made(care)
        await care.tell(DeathRegistered(person_id=care.mother, revision=2, died_on=after(0)))
        assert await run_once(care.database, TIME_OUT_REFERRALS) == 1
        assert (await care.worker().get(path)).json()["state"] == "ended"


async def test_strangers_see_nothing_and_each_reading_is_written_down(care: Care) -> None:
    with on(after(0)):
        path, _ = await made(care)
        stranger = care.worker("341599003201")
        for sub in ("", "/content"):
            assert (await stranger.get(path + sub)).status_code == 404
        for step in ("accept", "turn-down", "withdraw"):
            assert (await stranger.post(f"{path}/{step}")).status_code == 404
        await care.worker(OTHER_VILLAGE).get(f"{path}/content")
        read = "SELECT subject_id FROM audit_log WHERE action = 'read-referral-content'"
        assert [row["subject_id"] for row in await care.database.pool.fetch(read)] == [care.mother]
        for table in ("referrals", "outbox", "audit_log", "idempotency"):
            dump = str([tuple(row) for row in await care.database.pool.fetch(f"SELECT * FROM {table}")])
            assert MARKER not in dump, table
