"""Reminders: to those who agreed, while there is something to be reminded of, never at night, and each once."""

import asyncio
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from chassis import clock
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from contracts.registry import DeathRegistered
from services.followup.reminders.count_overdue import COUNT_OVERDUE
from services.followup.reminders.occasions import Occasion
from services.followup.reminders.plan_reminders import PLAN_REMINDERS
from services.followup.reminders.send_waiting import sending
from services.followup.reminders.sms.choose_provider import choose_provider
from services.followup.reminders.sms.folder_provider import FolderProvider
from services.followup.reminders.sms.http_provider import HttpProvider
from services.followup.reminders.sms.provider import Message, MessageRefused, ProviderAway, SmsProvider
from services.followup.reminders.sms.settings import SmsSettings
from services.followup.retention.apply_retention import Expired
from tests.conftest import Database
from tests.followup.care import Care, after, caring, on
from tests.followup.services import PHONE, a_site, leave_number, refer
from tests.followup.sms_stand_in import Remembering, sms_gateway


async def send(care: Care, provider: SmsProvider) -> None:
    await run_once(care.database, PLAN_REMINDERS)
    await run_once(care.database, sending(care.service.app.state.sealer, provider))


async def mother_under_care(care: Care) -> None:
    """On day 3 the mother agreed to be visited (day 5) and to be reminded."""
    await care.be_born()
    assert (await care.agree(care.mother)).status_code == 200
    assert (await leave_number(care)).status_code == 200


async def states(care: Care) -> list[str]:
    answer = await care.worker().get(f"/contacts/{care.mother}/reminders")
    return [item["state"] for item in answer.json()["items"]]


async def test_who_agreed_is_reminded_once_of_a_visit_ahead(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
        for _ in range(3):
            await send(care, provider)
        (message,) = provider.sent
        assert message.phone == PHONE
        assert f"{after(5).month}月{after(5).day}日" in message.text
        assert await states(care) == ["sent"]


async def test_who_was_referred_is_reminded_before_the_answer_is_due_and_not_after_it_came(care: Care) -> None:
    provider = Remembering()
    with on(after(0)):
        await care.be_born()
        await leave_number(care)
        site = await a_site(care)
        referrals = [(await refer(care, site)).json()["id"] for _ in range(2)]
        await send(care, provider)
        assert provider.sent == [], "two weeks are left"
    with on(after(10)):
        answered = await care.worker().post(f"/referrals/{referrals[0]}/answer", json={"note": "已诊治"})
        assert answered.status_code == 200, answered.text
        for _ in range(2):
            await send(care, provider)
        (message,) = provider.sent
        assert f"{after(14).month}月{after(14).day}日" in message.text


async def test_without_a_number_nobody_is_written_to(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await care.be_born()
        await care.agree(care.mother)
        await send(care, provider)
    assert provider.sent == []


async def test_nothing_goes_out_at_night(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
    night = datetime(after(3).year, after(3).month, after(3).day, 14, tzinfo=UTC)  # ten in the evening in China
    with clock.moved_to(night):
        await send(care, provider)
        assert provider.sent == []
    with on(after(4)):
        await send(care, provider)
    assert len(provider.sent) == 1


async def test_an_opt_out_is_one_step_erases_the_number_and_stands_until_asked_again(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
        await run_once(care.database, PLAN_REMINDERS)
        with_reason = await care.worker().post(f"/contacts/{care.mother}/opt-out", json={"reason": "x"})
        assert (with_reason.status_code, with_reason.json()["rule"]) == (422, "C2")
        out = await care.worker().post(f"/contacts/{care.mother}/opt-out")
        assert (out.json()["state"], out.json()["phone"]) == ("opted-out", None)
        assert (await care.worker().post(f"/contacts/{care.mother}/opt-out")).json() == out.json()
        await send(care, provider)
        assert (provider.sent, await states(care)) == ([], ["cancelled"])
        row = await care.database.pool.fetchrow("SELECT phone, phone_index FROM contacts")
        assert tuple(row) == (None, None)
        unasked = await leave_number(care)
        assert (unasked.status_code, unasked.json()["rule"]) == (422, "C2")
        assert (await leave_number(care, requested_by_person=True)).json()["state"] == "agreed"


async def test_whoever_holds_the_telephone_may_stop_it_and_the_caller_learns_nothing(care: Care) -> None:
    with on(after(3)):
        await mother_under_care(care)
        elsewhere = care.worker("341599002201")
        known = await elsewhere.post("/opt-outs", json={"phone": PHONE})
        unknown = await elsewhere.post("/opt-outs", json={"phone": "19099999999"})
        assert (known.status_code, known.text) == (unknown.status_code, unknown.text) == (204, "")
        assert (await care.worker().get(f"/contacts/{care.mother}")).json()["state"] == "opted-out"


async def test_the_number_is_sealed_masked_and_in_no_log_of_answers(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        body = {"given_by": "self", "how": "spoken", "text_version": "1", "phone": PHONE}
        path, headers = f"/contacts/{care.mother}", {"Idempotency-Key": "k"}
        answer = await care.worker().put(path, json=body, headers=headers)
        assert answer.json()["phone"] == "190****5678"
        for table in ("contacts", "idempotency", "audit_log", "outbox"):
            dump = str([tuple(row) for row in await care.database.pool.fetch(f"SELECT * FROM {table}")])
            assert PHONE not in dump, table
        assert (await care.worker("341599002201").get(path)).status_code == 404


async def test_a_childs_reminders_need_the_guardian(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        body = {"how": "spoken", "text_version": "1", "phone": PHONE}
        own = await care.worker().put(f"/contacts/{care.child}", json=body | {"given_by": "self"})
        assert (own.status_code, own.json()["rule"]) == (422, "C10")
        guardian = await care.worker().put(f"/contacts/{care.child}", json=body | care.guardian)
        assert guardian.status_code == 200


@pytest.mark.parametrize("change", ["made", "dead", "withdrawn"])
async def test_what_is_settled_meanwhile_is_not_reminded_of(care: Care, change: str) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
        await run_once(care.database, PLAN_REMINDERS)
        plan = await care.plan_of(care.mother)
        if change == "made":
            await care.record(plan["visits"][0], "done", after(3))
        elif change == "dead":
            await care.tell(DeathRegistered(person_id=care.mother, revision=2, died_on=after(3)))
        else:
            await care.worker().post(f"/plans/{plan['id']}/withdraw")
        await send(care, provider)
        assert (provider.sent, await states(care)) == ([], ["cancelled"])


async def test_a_provider_that_is_away_gets_the_same_message_later_and_a_refused_one_is_given_up(care: Care) -> None:
    provider = Remembering(faults=[ProviderAway("503"), ProviderAway("TimeoutError")])
    with on(after(3)):
        await mother_under_care(care)
        await send(care, provider)
        await send(care, provider)
        assert (provider.sent, await states(care)) == ([], ["waiting"])
    with on(after(4)):
        await send(care, provider)
        assert await states(care) == ["waiting"]
    with on(after(5)):
        await send(care, provider)
        assert (len(provider.sent), await states(care)) == (1, ["sent"])
        await care.database.pool.execute("UPDATE reminders SET state = 'waiting', sent_at = NULL")
        await send(care, Remembering(faults=[MessageRefused("400")]))
        assert await states(care) == ["failed"]


async def test_a_reminder_whose_day_has_passed_is_dropped_in_the_open(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
        await run_once(care.database, PLAN_REMINDERS)
    with on(after(6)):
        await send(care, provider)
        assert (provider.sent, await states(care)) == ([], ["expired"])


async def test_two_processes_at_once_send_once(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
        await run_once(care.database, PLAN_REMINDERS)
        await asyncio.gather(*(send(care, provider) for _ in range(4)))
    assert len(provider.sent) == 1


async def test_the_http_provider_retries_under_one_key_and_follows_no_redirect() -> None:
    message = Message(new_id(), PHONE, "您好")
    async with sms_gateway() as gateway:
        gateway.statuses = [503, 429, 202, 202, 400, 302]
        provider = HttpProvider(gateway.url, "secret", 2)
        for fault in (ProviderAway, ProviderAway):
            with pytest.raises(fault):
                await provider.send(message)
        await provider.send(message)
        await provider.send(message)
        for _ in range(2):
            with pytest.raises(MessageRefused) as refused:
                await provider.send(message)
            assert PHONE not in str(refused.value)
        await provider.close()
        assert {call["key"] for call in gateway.calls} == {str(message.id)}
        assert {call["authorization"] for call in gateway.calls} == {"Bearer secret"}
        assert gateway.sent == {str(message.id): {"to": PHONE, "text": "您好"}}
    away = HttpProvider("http://127.0.0.1:1/send", None, 1)
    with pytest.raises(ProviderAway):
        await away.send(message)
    await away.close()


async def test_the_folder_shows_the_operator_what_would_be_sent(tmp_path: Path) -> None:
    provider = choose_provider(SmsSettings(), tmp_path)
    assert isinstance(provider, FolderProvider)
    message = Message(new_id(), PHONE, "您好")
    with on(date(2026, 11, 1)):
        await provider.send(message)
        await provider.send(message)
    (file,) = (tmp_path / "sms").glob("*/*")
    assert file.parent.name == "2026-11-01"
    assert file.stat().st_mode & 0o077 == 0
    laid = json.loads(file.read_text(encoding="utf-8"))
    assert (laid["to"], laid["text"]) == ("190****5678", "您好")
    with on(date(2027, 1, 1)):
        await provider.send(Message(new_id(), PHONE, "您好"))
    assert [day.name for day in (tmp_path / "sms").iterdir()] == ["2027-01-01"]


async def test_a_token_that_cannot_be_read_stops_the_start(
    county: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIJIA_SMS_URL", "http://127.0.0.1:1/send")
    monkeypatch.setenv("HUIJIA_SMS_TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError):
        async with caring(county, tmp_path):
            pass


def test_a_log_line_about_failed_work_names_nobody() -> None:
    person, thing = new_id(), new_id()
    assert str(person) not in str(Occasion("referral", thing, person, after(0)))
    assert str(person) not in str(Expired("method-choice", person))


async def test_overdue_visits_reach_the_township_in_numbers_alone(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.mother)
        await care.agree(care.child)
    with on(after(60)):
        await care.sweep()
        assert await run_once(care.database, COUNT_OVERDUE) == 1
        assert await run_once(care.database, COUNT_OVERDUE) == 0
        township = care.service.as_staff("township-officer", "341599001000")
        (figure,) = (await township.get("/overdue-digests")).json()["items"]
        assert set(figure) == {"day", "division", "overdue", "over_30_days"}
        assert figure["overdue"] >= 2
        assert figure["over_30_days"] >= 1
        other = care.service.as_staff("township-officer", "341599002000")
        assert (await other.get("/overdue-digests")).json()["items"] == []
    columns = await care.database.pool.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'overdue_digests'"
    )
    assert {column["column_name"] for column in columns} == {"day", "division", "overdue", "over_30_days"}
