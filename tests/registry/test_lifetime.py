"""Births and deaths that contradict what is registered of a life are refused, with the facts that contradict them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.registry.lifetime import Witness, born_otherwise, born_too_late, died_too_early
from tests.registry.conftest import VILLAGE, Registry

_DAYS = st.dates(date(1950, 1, 1), date(2026, 1, 1))
_KINDS = ("birth", "marriage", "divorce", "adoption", "birth-given", "fatherhood")


@given(st.lists(st.builds(Witness, st.sampled_from(_KINDS), _DAYS)), _DAYS)
def test_every_fact_that_contradicts_is_named_and_no_other(witnesses: list[Witness], day: date) -> None:
    late = [w for w in witnesses if w.day > day and w.kind in ("marriage", "divorce", "adoption", "birth-given")]
    assert [str(w.day) in f.zh for w, f in zip(late, died_too_early("died_on", day, witnesses), strict=True)] == [
        True
    ] * len(late)
    earliest = {"birth-given": timedelta(1), "fatherhood": timedelta(1)}
    early = [w for w in witnesses if w.kind != "birth" and w.day < day + earliest.get(w.kind, timedelta())]
    assert [str(w.day) in f.en for w, f in zip(early, born_too_late("born_on", day, witnesses), strict=True)] == [
        True
    ] * len(early)
    assert len(born_otherwise("birth_date", day, witnesses)) == sum(
        w.kind == "birth" and w.day != day for w in witnesses
    )


async def test_a_life_with_every_kind_of_event_holds_its_birth_and_its_death(registry: Registry) -> None:
    woman = (await registry.person(name="李芳", sex=2, birth_date="1980-03-04"))["id"]
    man = (await registry.person(name="王强", birth_date="1979-01-02"))["id"]
    orphan = (await registry.person(name="陈小", birth_date="2009-01-01"))["id"]
    couple = {"first_id": man, "second_id": woman}
    child = {"child": {"name": "王宝", "sex": 1, "birth_date": "2006-05-06"}, "mother_id": woman, "father_id": man}
    await registry.call("POST", "/marriages", 201, json=couple | {"married_on": "2005-01-01"})
    await registry.call("POST", "/births", 201, json=child)
    adoption = {"person_id": orphan, "first_adopter_id": woman, "adopted_on": "2010-01-01"}
    await registry.call("POST", "/adoptions", 201, json=adoption)
    await registry.call("POST", "/divorces", 201, json=couple | {"divorced_on": "2012-01-01"})

    refused = await registry.call("POST", "/deaths", 422, json={"person_id": woman, "died_on": "2004-12-31"})
    assert {(fault["pointer"], fault["code"]) for fault in refused["errors"]} == {("#/died_on", "died_too_early")}
    assert [fault["message"].split("但")[1][:12] for fault in refused["errors"]] == [
        "2005-01-01有结",
        "2006-05-06有生",
        "2010-01-01有收",
        "2012-01-01有离",
    ]
    # A father may die before his child is born; whoever is party to nothing afterwards may have died then.
    death = await registry.call("POST", "/deaths", 201, json={"person_id": woman, "died_on": "2013-01-01"})
    match = {"If-Match": '"1"'}
    earlier = {"died_on": "2011-01-01", "reason": "更正"}
    wrong = await registry.call("POST", f"/deaths/{death['id']}/correction", 422, json=earlier, headers=match)
    assert [fault["code"] for fault in wrong["errors"]] == ["died_too_early"]


async def test_a_birth_date_cannot_come_after_what_was_lived(registry: Registry) -> None:
    mother = (await registry.person(name="李芳", sex=2, birth_date="1980-03-04"))["id"]
    child = {"name": "王宝", "sex": 2, "birth_date": "2000-05-06"}
    birth = await registry.call("POST", "/births", 201, json={"child": child, "mother_id": mother})
    grandchild = {"child": {"name": "赵小", "sex": 1, "birth_date": "2022-01-01"}, "mother_id": birth["person_id"]}
    await registry.call("POST", "/births", 201, json=grandchild | {"registered_division": VILLAGE})

    match = {"If-Match": '"1"'}
    late = {"born_on": "2022-01-01", "reason": "更正"}
    refused = await registry.call("POST", f"/births/{birth['id']}/correction", 422, json=late, headers=match)
    assert [(f["pointer"], f["code"]) for f in refused["errors"]] == [("#/born_on", "born_too_late")]
    patch = {"birth_date": "2000-05-07", "reason": "更正"}
    path = f"/persons/{birth['person_id']}"
    refused = await registry.call("PATCH", path, 422, json=patch, headers=match)
    assert [(f["pointer"], f["code"]) for f in refused["errors"]] == [("#/birth_date", "birth_registered")]
    # What is right is put right where it stands, and the person follows.
    right = {"born_on": "2000-05-07", "reason": "更正"}
    await registry.call("POST", f"/births/{birth['id']}/correction", json=right, headers=match)
    assert (await registry.call("GET", path))["birth_date"] == "2000-05-07"
