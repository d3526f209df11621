"""People are owed the same where they live, in plain words, from the day on which the law says so."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from chassis import clock
from chassis.identifiers import new_id
from contracts.registry import PersonMoved
from services.followup.main import SERVICE as FOLLOWUP
from services.followup.subscriptions import SUBSCRIPTIONS as FOLLOWUP_SUBSCRIPTIONS
from services.migrants.newcomers.catalogue import equal_services
from services.migrants.newcomers.plain_words import rules_of_plain_words, unplain
from services.migrants.newcomers.rules import owed
from services.migrants.subscriptions import SUBSCRIPTIONS
from services.migrants.wiring import SERVICE
from tests.conftest import Database
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, VILLAGE, registered
from tests.support.running import COUNTY, Running, published, running

CAME = date(2026, 1, 1)


@pytest.mark.parametrize(("days", "now"), [(0, False), (181, False), (182, True), (400, True)])
def test_half_a_year_is_counted_with_the_first_day(days: int, now: bool) -> None:
    assert owed(CAME, 183, CAME + timedelta(days=days)) == (now, date(2026, 7, 2))
    assert owed(CAME, 1, CAME).now


def test_the_words_are_plain_and_ask_for_no_certificate() -> None:
    rules = rules_of_plain_words()
    for service in equal_services(date(2026, 11, 1)):
        assert service.words.en
        assert service.source
        assert unplain(service.title.zh, rules) == unplain(service.words.zh, rules) == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("符合政策的流动人口须持居住证办理。", "流动人口"),
        ("孕环检对象应当按规定参加随访。", "随访"),
        ("请在App上预约。", "字母"),
        ("打疫苗和体检都可以在这里做也可以到您住的那个村的卫生室去做或者等我们的人上门来给您做都行。", "过长"),
    ],
)
def test_what_only_offices_say_is_not_said(words: str, fault: str) -> None:
    assert any(fault in each for each in unplain(words, rules_of_plain_words()))


async def test_what_a_newcomer_is_owed(county: Database, tmp_path: Path) -> None:
    person = new_id()
    came = PersonMoved(
        person_id=person, revision=2, from_division=ELSEWHERE, to_division=VILLAGE, moved_on=clock.today()
    )
    async with running(SERVICE, county.dsn("migrants"), tmp_path) as service:
        await deliver(service.app.state.database, SUBSCRIPTIONS, registered(person), came)
        desk = service.as_staff("village-worker", VILLAGE)
        seen = (await desk.get(f"/persons/{person}/equal-services")).json()
        owed_now = {each["id"] for each in seen["services"] if each["owed_now"]}
        assert owed_now == {"public-health", "family-planning-services", "pre-pregnancy-check"}
        assert seen["lives_here_since"] == clock.today().isoformat()
        stranger = service.as_staff("village-worker", "341599003201")
        assert (await stranger.get(f"/persons/{person}/equal-services")).status_code == 404


async def test_an_appointment_is_one_step_from_what_somebody_is_owed(county: Database, tmp_path: Path) -> None:
    """What the answer offers is called as it stands; follow-up care finds the day and the site."""
    person = new_id()
    came = PersonMoved(
        person_id=person, revision=2, from_division=ELSEWHERE, to_division=VILLAGE, moved_on=clock.today()
    )
    async with (
        running(SERVICE, county.dsn("migrants"), tmp_path / "migrants") as migrants,
        running(FOLLOWUP, county.dsn("followup"), tmp_path / "followup") as followup,
    ):
        for service, subscriptions in ((migrants, SUBSCRIPTIONS), (followup, FOLLOWUP_SUBSCRIPTIONS)):
            await deliver(service.app.state.database, subscriptions, registered(person), came)
        near, day = await _sites(followup)
        desk = migrants.as_staff("village-worker", VILLAGE)
        services = (await desk.get(f"/persons/{person}/equal-services")).json()["services"]
        offers = {offer["check"]: offer for service in services for offer in service["appointments"]}
        assert offers.keys() == {"pre-pregnancy", "childrens-health", "womens-health"}
        wish = {"requested_by_person": True, "given_by": "self", "how": "spoken", "text_version": "1"}
        care = followup.as_staff("village-worker", VILLAGE)
        offer = offers["pre-pregnancy"]
        path = offer["path"].removeprefix("/api/followup/v1")
        unasked = await care.post(path, json=offer["body"] | wish | {"requested_by_person": False})
        assert (unasked.status_code, unasked.json()["rule"]) == (422, "C2")
        booked = await care.post(path, json=offer["body"] | wish)
        assert booked.status_code == 201, booked.text
        seen = booked.json()
        assert (seen["site_id"], seen["day"], seen["state"]) == (near, day, "booked")
        assert (await care.post(path, json=offer["body"] | wish)).json()["type"].endswith("already-booked")
        none = await care.post(path, json=offers["womens-health"]["body"] | wish)
        assert (none.status_code, none.json()["type"].endswith("no-place-left")) == (409, True)
        # Neither what somebody is owed nor what they booked is told to the rest of the house (C5).
        assert await published(migrants.app) == []


async def _sites(followup: Running) -> tuple[str, str]:
    """Two sites: the one of the person's own town has its first place a day later. It and that day."""
    officer = followup.as_staff("township-officer", COUNTY)
    days = [(clock.today() + timedelta(days=n)).isoformat() for n in range(1, 5)]
    sites = {}
    for division in ("341599002000", "341599001000"):
        site = (await officer.post("/sites", json={"name": "卫生院", "division": division})).json()
        sites[division] = site["id"]
    places = [("341599002000", days[0], 5), ("341599001000", days[1], 0), ("341599001000", days[2], 3)]
    places.append(("341599001000", days[3], 3))
    for division, day, count in places:
        path = f"/sites/{sites[division]}/check-days/pre-pregnancy/{day}"
        assert (await officer.put(path, json={"places": count})).status_code == 200
    return sites["341599001000"], days[2]
