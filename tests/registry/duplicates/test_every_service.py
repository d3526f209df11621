"""A merge reaches every service, and undoing it restores every service: for lives drawn by chance."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from chassis import clock
from chassis.identifiers import new_id
from contracts.registry import PersonMerged, PersonUnmerged
from services.incentives.subscriptions import SUBSCRIPTIONS as INCENTIVES_HEAR
from tests.conftest import Database
from tests.registry.conftest import ELSEWHERE, FAR_VILLAGE, NEIGHBOUR, VILLAGE
from tests.registry.corrections.test_corrections import asking
from tests.registry.duplicates.belongings import enter_belongings
from tests.registry.duplicates.house import HEARS, House, whole_house
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
        "married": st.booleans(),
        "papers": st.booleans(),
        "cared_for": st.booleans(),
        "owed": st.booleans(),
    }
)

PLAIN: dict[str, Any] = dict.fromkeys(
    ("newborn", "mother", "household", "dies", "married", "papers", "cared_for", "owed"), False
) | {"home": VILLAGE, "moves_to": None}


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
    if life["married"] and not life["newborn"]:
        other = await registry.person(name="王强", sex=1, birth_date="1988-05-17", **home)
        wedding = {"first_id": person["id"], "second_id": other["id"], "married_on": "2015-05-20"}
        await registry.call("POST", "/marriages", 201, json=wedding)
    if life["papers"]:
        await papers(house, person, newborn=life["newborn"])
    await house.hear()
    await house.consent_to_everything()
    if life["cared_for"] and not life["newborn"]:
        await care(house, person, life["home"])
    if life["owed"]:
        await enter_belongings(house, person["id"], life["home"])
    await house.look(person["id"])
    await house.ask(person["id"])
    if life["moves_to"] not in (None, life["home"]):
        move = {"to_division": life["moves_to"], "moved_on": day}
        await registry.call("POST", f"/persons/{person['id']}/moves", 201, json=move)
    if life["dies"]:
        await registry.call("POST", "/deaths", 201, json={"person_id": person["id"], "died_on": day})
    await house.hear()
    return person


async def papers(house: House, person: Any, *, newborn: bool) -> None:
    """A notice, a consent, a correction asked for, and the receipt of a newborn's birth."""
    registry, path = house.registry, f"/persons/{person['id']}"
    notice = {"purpose": "citizen-number", "text_version": 1, "how": "paper", "told": "self"}
    if newborn:
        birth = await registry.pool.fetchval("SELECT id FROM births WHERE person_id = $1", person["id"])
        await registry.call("POST", "/certificates", 201, json={"kind": "birth-receipt", "subject_id": str(birth)})
        notice["told"] = "guardian"
    else:
        consent = {"purpose": "service-messages", "text_version": 1, "given_by": "self", "how": "spoken"}
        await registry.call("POST", f"{path}/consents", 201, json=consent)
    await registry.call("POST", f"{path}/notices", 201, json=notice)
    await registry.call("POST", f"{path}/corrections", 201, json=asking(("ethnic_group", "02")))


async def care(house: House, person: Any, home: str) -> None:
    """A number to be reminded by, a check booked, and a referral."""
    said = {"given_by": "self", "how": "spoken", "text_version": "1"}
    township = house.services["followup"].as_staff("township-officer", home)
    async with township, house.services["followup"].as_staff("village-worker", home) as worker:
        site = (await township.post("/sites", json={"name": f"卫生室{new_id()}", "division": home})).json()["id"]
        day = f"{clock.today() + timedelta(days=3)}"
        booking = {"person_id": person["id"], "site_id": site, "service": "womens-health", "day": day}
        calls = [
            await worker.put(f"/contacts/{person['id']}", json=said | {"phone": "19012345678"}),
            await worker.put(f"/sites/{site}/check-days/womens-health/{day}", json={"places": 9}),
            await worker.post("/appointments", json=said | booking | {"requested_by_person": True}),
            await worker.post(
                "/referrals", json=said | {"person_id": person["id"], "site_id": site, "content": {"note": "请予诊治"}}
            ),
        ]
    assert [call.status_code for call in calls] == [200, 200, 201, 201], [call.text for call in calls]


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=LIVES, other=LIVES)
@example(one=PLAIN | {"owed": True}, other=PLAIN | {"dies": True})
async def test_a_merge_undone_restores_every_service(house: House, one: Any, other: Any) -> None:
    survivor, merged = await live(house, one), await live(house, other | {"newborn": one["newborn"]})
    before = await house.state()
    done = await merge(house.registry, survivor, merged)
    await house.hear()
    during = await house.state()
    for table, column in (("followup.plans", "person_id"), ("followup.visits", "person_id"),
                          ("migrants.movements", "person_id"), ("incentives.children", "mother_id"),
                          ("registry.marriages", "first_id"), ("registry.notices", "person_id"),
                          ("registry.consents", "person_id"), ("registry.corrections", "person_id")):  # fmt: skip
        assert merged["id"] not in {str(row[column]) for row in during[table]}
    log = set(await house.looked_at(survivor["id"]))
    assert log == set(await house.looked_at(merged["id"]))
    assert len(log) == 2
    asked = {each["request"] for each in during[f"gateway.requests of {survivor['id']}"]}
    assert len(asked) == 2 and asked == {each["request"] for each in during[f"gateway.requests of {merged['id']}"]}
    assert len(during["assessment.facts"]) == len(before["assessment.facts"])
    await undo(house.registry, done)
    await house.hear()
    after = await house.state()
    for state in (before, after):
        state["incentives.entitlements"] = owed(state["incentives.entitlements"])
    assert {t: differences(before[t], after[t]) for t in before if before[t] != after[t]} == {}


def owed(entitlements: list[dict[str, Any]]) -> list[Any]:
    """A death that came with a merge stops what is owed, and keeps that it did; parted, as much is owed as before."""
    sums: Counter[Any] = Counter()
    for each in entitlements:
        sums[each["person_id"], each["payee_id"], each["scheme"], each["decision_id"]] += each["owed_fen"]
    return sorted(sums.items(), key=str)


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


async def test_a_birth_heard_after_its_mother_was_merged_is_the_survivors(house: House) -> None:
    survivor, merged = [await live(house, LIFE | {"mother": False}) for _ in range(2)]
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    child = {"child": {"name": "王宝", "sex": 2, "birth_date": f"{clock.today()}"}, "mother_id": merged["id"]}
    await registry_call(house, "/births", child | home)
    born = await house._new("registry")
    done = await merge(house.registry, survivor, merged)
    await house.hear()
    for service in ("incentives", "followup"):
        await deliver(house.database(service), HEARS[service], *born)
    state = await house.state()
    assert {str(row["mother_id"]) for row in state["incentives.children"]} == {survivor["id"]}
    mothers = {str(row["person_id"]) for row in state["followup.plans"] if row["protocol"] == "postpartum"}
    assert mothers == {survivor["id"]}
    await undo(house.registry, done)
    await house.hear()
    state = await house.state()
    assert {str(row["mother_id"]) for row in state["incentives.children"]} == {merged["id"]}
    mothers = {str(row["person_id"]) for row in state["followup.plans"] if row["protocol"] == "postpartum"}
    assert mothers == {merged["id"]}


async def registry_call(house: House, path: str, body: Any) -> Any:
    return await house.registry.call("POST", path, 201, json=body)


LIFE = {"home": VILLAGE, "newborn": False, "mother": True, "household": False, "moves_to": None,
        "dies": False, "married": False, "papers": False, "cared_for": False, "owed": True}  # fmt: skip
