"""A refused edit shows the version that was read and the one that stands, and names whom it shows."""

from typing import Any

from chassis.http import SUBJECTS_HEADER
from services.registry.declarations.kinds import KINDS
from tests.registry.conftest import VILLAGE, Registry, slug

PARTIES = {"person_id", "mother_id", "father_id", "first_id", "second_id", "first_adopter_id", "second_adopter_id"}


async def stale(registry: Registry, method: str, path: str, revision: int, body: dict[str, Any]) -> tuple[Any, str]:
    """A 412, and the persons that it names for the access log."""
    client = await registry.staff()
    answer = await client.request(method, path, json=body, headers={"If-Match": f'"{revision}"'})
    assert answer.status_code == 412, answer.text
    assert slug(answer.json()) == "revision-stale"
    return answer.json(), answer.headers.get(SUBJECTS_HEADER, "")


async def revise(registry: Registry, path: str, revision: int, **body: Any) -> Any:
    headers = {"If-Match": f'"{revision}"'}
    return await registry.call("POST", path, json={"reason": "更正"} | body, headers=headers)


async def test_of_every_kind_of_vital_event(registry: Registry) -> None:
    man = await registry.person(name="王强", birth_date="1985-01-02")
    woman = await registry.person(name="李梅", sex=2, birth_date="1987-03-04")
    child = await registry.person(name="陈小", birth_date="2015-01-01")
    couple = {"first_id": man["id"], "second_id": woman["id"]}
    newborn = {"name": "王宝", "sex": 1, "birth_date": "2020-01-05"}
    entries: dict[str, tuple[dict[str, Any], str, str]] = {
        "births": ({"child": newborn, "mother_id": woman["id"]}, "born_on", "2020-01-06"),
        "marriages": (couple | {"married_on": "2010-01-01"}, "married_on", "2010-02-01"),
        "divorces": (couple | {"divorced_on": "2021-01-01"}, "divorced_on", "2021-02-01"),
        "adoptions": (
            {"person_id": child["id"], "first_adopter_id": woman["id"], "adopted_on": "2018-01-01"},
            "adopted_on",
            "2018-02-01",
        ),
        "deaths": ({"person_id": man["id"], "died_on": "2024-01-01"}, "died_on", "2024-02-01"),
    }
    assert entries.keys() == {kind.many for kind in KINDS.values()}
    for kind, (entry, day, corrected) in entries.items():
        certificate = {"certificate_number": "J2026-000123"}
        made = await registry.call("POST", f"/{kind}", 201, json=entry | certificate)
        path = f"/{kind}/{made['id']}"
        changed = {day: corrected, "certificate_number": "J2026-000199"}
        now = await revise(registry, f"{path}/correction", made["revision"], **changed)
        people = {value for name, value in made.items() if name in PARTIES and value}
        for step in ("correction", "revocation"):
            refused, named = await stale(registry, "POST", f"{path}/{step}", made["revision"], {"reason": "更正"})
            assert (refused["read"], refused["now"], refused["current"]) == (made, now, now["revision"]), kind
            assert set(named.split(",")) == people, kind
        masked = (refused["read"]["certificate_number"], refused["now"]["certificate_number"])
        assert masked == ("J*********23", "J*********99")
        never, _ = await stale(registry, "POST", f"{path}/correction", 10**18, {"reason": "更正"})
        assert (never["read"], never["now"]) == (None, now)


async def test_of_a_household(registry: Registry) -> None:
    household, head, spouse = await registry.family()
    path = f"/households/{household['id']}"
    before = await registry.call("GET", path)
    succession = {"person_id": spouse["id"], "former_head_relation": "12"}
    headers = {"If-Match": f'"{before["revision"]}"'}
    now = await registry.call("PUT", f"{path}/head", json=succession, headers=headers)
    split = {"number": "1002", "members": [{"person_id": head["id"]}]}
    for method, step, body in (("PUT", "head", {"person_id": head["id"]}), ("POST", "split", split)):
        refused, named = await stale(registry, method, f"{path}/{step}", before["revision"], body)
        assert (refused["read"], refused["now"]) == (before, now)
        assert named.split(",") == [head["id"], spouse["id"]]
    other = await registry.call("POST", "/households", 201, json={"number": "7", "registered_division": VILLAGE})
    refused, _ = await stale(registry, "POST", f"{path}/join", before["revision"], {"household_id": other["id"]})
    assert refused["now"] == now


async def test_of_a_declaration(registry: Registry) -> None:
    person = await registry.person()
    told = {
        "kind": "death",
        "entry": {"person_id": person["id"], "died_on": "2024-01-01", "certificate_number": "D1234"},
    }
    declared = await registry.call("POST", "/declarations", 201, json=told)
    path = f"/declarations/{declared['id']}"
    verified = await registry.call("POST", f"{path}/verification", headers={"If-Match": '"1"'})
    refused, named = await stale(registry, "POST", f"{path}/rejection", 1, {"reason": "材料不全"})
    assert (refused["read"], refused["now"]) == (declared, verified)
    assert (refused["read"]["entry"]["certificate_number"], named) == ("******34", person["id"])


async def test_whoever_sees_a_declaration_is_seen_to_have_seen_whom_it_names(registry: Registry) -> None:
    man, woman = await registry.person(), await registry.person(name="李梅", sex=2, birth_date="1991-03-04")
    entry = {"first_id": man["id"], "second_id": woman["id"], "married_on": "2020-01-01"}
    told = {"kind": "marriage", "entry": entry}
    client = await registry.staff()
    declared = await client.post("/declarations", json=told)
    both = {man["id"], woman["id"]}
    assert set(declared.headers[SUBJECTS_HEADER].split(",")) == both
    for path in ("/declarations", f"/declarations/{declared.json()['id']}"):
        assert set((await client.get(path)).headers[SUBJECTS_HEADER].split(",")) == both


async def test_the_runtime_role_cannot_rewrite_the_versions_of_events(registry: Registry) -> None:
    rights = "SELECT has_table_privilege('event_versions', right_) FROM unnest($1::text[]) right_"
    assert not any(row[0] for row in await registry.pool.fetch(rights, ["INSERT", "UPDATE", "DELETE", "TRUNCATE"]))
