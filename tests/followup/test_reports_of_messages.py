"""What a provider reports of messages: read once each, told in numbers, and a no that arrives there counts at once."""

from chassis.identifiers import new_id
from chassis.sweeps import run_once
from services.followup.reminders.read_reports import reading
from services.followup.reminders.sms.http_provider import HttpProvider
from services.followup.reminders.sms.provider import Report
from tests.followup.care import TOWN, Care, after, on
from tests.followup.sms_stand_in import Remembering, sms_gateway
from tests.followup.test_reminders import mother_under_care, send
from tests.support.people import VILLAGE
from tests.support.running import published


async def figures(care: Care, division: str = VILLAGE) -> list[dict[str, int]]:
    return (await care.worker(division).get("/reminder-figures")).json()["items"]


async def delivery(care: Care) -> list[str | None]:
    answer = await care.worker().get(f"/contacts/{care.mother}/reminders")
    return [item["delivery"] for item in answer.json()["items"]]


async def test_whether_a_message_arrived_is_told_of_it_and_in_numbers(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
        await send(care, provider)
        message = provider.sent[0].id
        assert await delivery(care) == [None]
        provider.reports = [Report(new_id(), "delivered"), Report(message, "undelivered")]
        assert await run_once(care.database, reading(provider)) == 1
        assert await run_once(care.database, reading(provider)) == 0
        assert await delivery(care) == ["undelivered"]
        counts = {"sent": 1, "delivered": 0, "undelivered": 1, "failed": 0, "waiting": 0}
        assert await figures(care) == [{"division": VILLAGE, **counts}]
        provider.reports += [Report(message, "delivered")]
        await run_once(care.database, reading(provider))
        provider.reports += [Report(message, "undelivered")]
        await run_once(care.database, reading(provider))
        assert await delivery(care) == ["delivered"], "what has arrived has arrived"
        told = [data for kind, data in await published(care.service.app) if ".message-closed." in kind]
        assert [each["outcome"] for each in told] == ["undelivered", "delivered", "delivered"]
        assert told[0].keys() == {"message_id", "division", "closed_on", "outcome"}, "neither who nor what for (C5)"
        township = care.service.as_staff("township-officer", TOWN)
        assert (await township.get("/reminder-figures")).json()["items"][0]["delivered"] == 1
        assert await figures(care, "341599002201") == []


async def test_a_no_sent_back_to_the_provider_stops_messages_for_good(care: Care) -> None:
    provider = Remembering()
    with on(after(3)):
        await mother_under_care(care)
        await send(care, provider)
        provider.reports = [Report(provider.sent[0].id, "stopped")]
        await run_once(care.database, reading(provider))
        assert (await care.worker().get(f"/contacts/{care.mother}")).json()["state"] == "opted-out"
        assert await care.database.pool.fetchval("SELECT phone FROM contacts") is None


async def test_reports_over_http(care: Care) -> None:
    known = new_id()
    async with sms_gateway() as gateway:
        provider = HttpProvider(gateway.url, "secret", 2, gateway.reports_url)
        gateway.reports = [
            {"id": str(known), "state": "delivered"},
            {"id": str(known), "state": "seen by a mast"},
            {"id": "theirs", "state": "delivered"},
        ]
        reports, following = await provider.read_reports("")
        assert (reports, following) == ((Report(known, "delivered"),), "3")
        assert await provider.read_reports(following) == ((), "3")
        for nonsense in (b"<html>", b"[]", b'{"reports": 3}', b"{" * 5000):
            gateway.nonsense = nonsense
            assert await run_once(care.database, reading(provider)) == 0
        await provider.close()
    assert await HttpProvider("http://127.0.0.1:1/send", None, 1).read_reports("x") == ((), "x")
