"""People are owed the same where they live, in plain words, from the day on which the law says so."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from chassis import clock
from chassis.identifiers import new_id
from contracts.registry import PersonMoved
from services.migrants.newcomers.catalogue import equal_services
from services.migrants.newcomers.rules import owed
from services.migrants.subscriptions import SUBSCRIPTIONS
from services.migrants.wiring import SERVICE
from tests.conftest import Database
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, VILLAGE, registered
from tests.support.running import running

CAME = date(2026, 1, 1)


@pytest.mark.parametrize(("days", "now"), [(0, False), (181, False), (182, True), (400, True)])
def test_half_a_year_is_counted_with_the_first_day(days: int, now: bool) -> None:
    assert owed(CAME, 183, CAME + timedelta(days=days)) == (now, date(2026, 7, 2))
    assert owed(CAME, 1, CAME).now


def test_the_words_are_plain_and_ask_for_no_certificate() -> None:
    for service in equal_services(date(2026, 11, 1)):
        assert service.words.zh
        assert service.words.en
        assert service.source
        assert not any(word in service.words.zh for word in ("须持", "凭居住证", "流动人口", "指标", "符合政策"))


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
