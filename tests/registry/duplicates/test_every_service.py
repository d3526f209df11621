"""A merge reaches every service, and undoing it restores every service: for lives drawn by chance."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chassis import clock
from contracts.registry import PersonMerged, PersonUnmerged
from services.incentives.subscriptions import SUBSCRIPTIONS as INCENTIVES_HEAR
from tests.conftest import Database
from tests.registry.conftest import ELSEWHERE, FAR_VILLAGE, NEIGHBOUR, VILLAGE
from tests.registry.duplicates.house import House, whole_house
from tests.registry.duplicates.test_merging import merge, undo
from tests.support.delivering import deliver


@pytest.fixture
async def house(county: Database, tmp_path: Path) -> AsyncIterator[House]:
    async with whole_house(county, tmp_path) as started:
        yield started


LIVES = st.fixed_dictionaries(
    {
        "home": st.sampled_from([VILLAGE, NEIGHBOUR, FAR_VILLAGE]),
        "newborn": st.booleans(),
        "mother": st.booleans(),
        "household": st.booleans(),
        "moves_to": st.sampled_from([None, NEIGHBOUR, FAR_VILLAGE, ELSEWHERE]),
        "dies": st.booleans(),
    }
)


async def live(house: House, life: dict[str, Any]) -> dict[str, Any]:
    """One entry with that life: a newborn girl, or a woman who may have a newborn child."""
    # Tokens live a minute; the lives of one test take longer.
    house.registry.clients.clear()
    registry, home = house.registry, {"registered_division": life["home"], "residence_division": life["home"]}
    day = str(clock.today())
    mother = await registry.person(name="李芳", sex=2, birth_date="1990-05-17", **home)
    person = mother
    if life["newborn"]:
        child = {"child": {"name": "王宝", "sex": 2, "birth_date": day}, "mother_id": mother["id"]}
        person = {"id": (await registry.call("POST", "/births", 201, json=child | home))["person_id"]}
    elif life["mother"]:
        child = {"child": {"name": "王贝", "sex": 2, "birth_date": day}, "mother_id": person["id"]}
        await registry.call("POST", "/births", 201, json=child | home)
    if life["household"]:
        number = str(await registry.pool.fetchval("SELECT count(*) FROM households"))
        entry = {"number": number, "registered_division": life["home"], "head_id": person["id"]}
        await registry.call("POST", "/households", 201, json=entry)
    await house.hear()
    await house.consent_to_everything()
    if life["moves_to"] not in (None, life["home"]):
        move = {"to_division": life["moves_to"], "moved_on": day}
        await registry.call("POST", f"/persons/{person['id']}/moves", 201, json=move)
    if life["dies"]:
        await registry.call("POST", "/deaths", 201, json={"person_id": person["id"], "died_on": day})
    await house.hear()
    return person


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=LIVES, other=LIVES)
async def test_a_merge_undone_restores_every_service(house: House, one: Any, other: Any) -> None:
    survivor, merged = await live(house, one), await live(house, other | {"newborn": one["newborn"]})
    before = await house.state()
    done = await merge(house.registry, survivor, merged)
    await house.hear()
    during = await house.state()
    for table, column in (("followup.plans", "person_id"), ("followup.visits", "person_id"),
                          ("migrants.movements", "person_id"), ("incentives.children", "mother_id")):  # fmt: skip
        assert merged["id"] not in {str(row[column]) for row in during[table]}
    assert len(during["assessment.visit_facts"]) == len(before["assessment.visit_facts"])
    await undo(house.registry, done)
    await house.hear()
    after = await house.state()
    assert {t: differences(before[t], after[t]) for t in before if before[t] != after[t]} == {}


def differences(before: list[Any], after: list[Any]) -> list[Any]:
    """The rows that are not in both."""
    return [row for row in before if row not in after] + [row for row in after if row not in before]


async def test_a_chain_of_merges_settles_in_whatever_order_it_is_heard(house: House) -> None:
    one, two, three = [await live(house, LIFE) for _ in range(3)]
    before = await house.state()
    first, second = await merge(house.registry, two, one), await merge(house.registry, three, two)
    news = [event for event in await house._new("registry") if isinstance(event, PersonMerged)]
    await deliver(house.database("incentives"), INCENTIVES_HEAR, *reversed(news))
    children = (await house.state())["incentives.children"]
    assert {str(row["mother_id"]) for row in children} == {three["id"]}
    await undo(house.registry, second)
    await undo(house.registry, first)
    undone = [event for event in await house._new("registry") if isinstance(event, PersonUnmerged)]
    await deliver(house.database("incentives"), INCENTIVES_HEAR, *reversed(undone))
    assert (await house.state())["incentives.children"] == before["incentives.children"]


LIFE = {"home": VILLAGE, "newborn": False, "mother": True, "household": False, "moves_to": None,
        "dies": False}  # fmt: skip
