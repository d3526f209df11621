"""Every act names the paper that it stands on, if it had one: histories of people and households show it, masked."""

from importlib import import_module
from typing import Any

import asyncpg

from services.registry.documents.kinds import code_of, kinds, refuse_control
from tests.conftest import Database
from tests.registry.conftest import ELSEWHERE, FAR_VILLAGE, NEIGHBOUR, VILLAGE, Registry, slug

ENTRY = {
    "name": "王小明",
    "sex": 1,
    "birth_date": "1990-05-17",
    "registered_division": VILLAGE,
    "residence_division": VILLAGE,
}


def paper(kind: str, number: str = "ZM20260001") -> dict[str, Any]:
    return {"kind": kind, "number": number, "issued_by": "示范县公安局", "issued_on": "2024-01-02"}


def shown(word: str) -> dict[str, Any]:
    kind = code_of(word)
    assert kind is not None
    names = {"kind": kind, "zh": kinds()[kind].zh, "en": kinds()[kind].en}
    return paper(word) | names | {"number": "Z*******01", "removed_on": None}


async def history(registry: Registry, path: str, **options: Any) -> list[dict[str, Any]]:
    return (await registry.call("GET", f"{path}/history", **options))["items"]


async def test_each_act_of_a_household_and_each_move_keeps_why_and_its_paper(registry: Registry) -> None:
    head = await registry.person(name="王建国", document=paper("落户申请"))
    opened = {"number": "7", "registered_division": VILLAGE, "head_id": head["id"]}
    opened |= {"reason": "新立户", "document": paper("立户申请")}
    household = await registry.call("POST", "/households", 201, json=opened)
    path = f"/households/{household['id']}"
    guest = await registry.person(name="李芳", sex=2, registered_division=NEIGHBOUR)
    joining = {"person_id": guest["id"], "relation_to_head": "12", "reason": "结婚投靠", "document": paper("结婚证")}
    joined = await registry.call("POST", f"{path}/members", json=joining)
    heading = {"person_id": guest["id"], "former_head_relation": "11", "document": paper("户主变更申请")}
    headed = await registry.call("PUT", f"{path}/head", json=heading, headers={"If-Match": f'"{joined["revision"]}"'})
    split = {"number": "7-1", "members": [{"person_id": head["id"], "relation_to_head": "02"}]}
    new = await registry.call(
        "POST",
        f"{path}/split",
        201,
        json=split | {"document": paper("分户申请")},
        headers={"If-Match": f'"{headed["revision"]}"'},
    )
    now = await registry.call("GET", path)
    join = {"household_id": new["id"], "members": [], "reason": "并回", "document": paper("并户申请")}
    await registry.call("POST", f"{path}/join", json=join, headers={"If-Match": f'"{now["revision"]}"'})
    leaving = {"person_id": head["id"], "reason": "迁出本户", "document": paper("移出申请")}
    await registry.call("POST", f"{path}/leave", json=leaving)
    move = {"to_division": ELSEWHERE, "moved_on": "2024-01-05", "reason": "投靠子女", "document": paper("准迁证")}
    await registry.call("POST", f"/persons/{head['id']}/moves", 201, json=move)

    told = [(c["reason"], c["what"], c["person_id"], c["document"]) for c in await history(registry, path)]
    assert told == [
        ("新立户", "changed", None, shown("立户申请")),
        ("新立户", "changed", None, shown("立户申请")),
        ("新立户", "joined", head["id"], shown("立户申请")),
        ("结婚投靠", "joined", guest["id"], shown("结婚证")),
        ("change-head", "changed", None, shown("户主变更申请")),
        ("split-household", "changed", None, shown("分户申请")),
        ("split-household", "left", head["id"], shown("分户申请")),
        ("并回", "changed", None, shown("并户申请")),
        ("并回", "joined", head["id"], shown("并户申请")),
        ("迁出本户", "left", head["id"], shown("移出申请")),
    ]
    (founded, *_) = await history(registry, f"/households/{new['id']}")
    assert (founded["reason"], founded["source"], founded["source_id"]) == (
        "split-household",
        "household",
        household["id"],
    )
    assert (founded["document"], founded["changed_by"] != "") == (shown("分户申请"), True)
    of_head = [(c["reason"], c["source"], c["document"]) for c in await history(registry, f"/persons/{head['id']}")]
    assert of_head[0] == ("register-person", "hand", shown("落户申请"))
    assert of_head[-1] == ("投靠子女", "move", shown("准迁证"))
    first = await registry.call("GET", f"{path}/history?limit=4")
    rest = await history(registry, path, params={"cursor": first["next"]})
    assert [c["reason"] for c in first["items"] + rest] == [reason for reason, *_ in told]


async def test_a_paper_is_of_its_own_act_alone(registry: Registry) -> None:
    household, head, spouse = await registry.family()
    move = {"to_division": FAR_VILLAGE, "moved_on": "2024-01-05", "whole_household": True, "document": paper("租约")}
    await registry.call("POST", f"/persons/{head['id']}/moves", 201, json=move)
    back = {"to_division": VILLAGE, "moved_on": "2024-02-05", "whole_household": True}
    await registry.call("POST", f"/persons/{spouse['id']}/moves", 201, json=back)
    for person in (head, spouse):
        *_, out, home = await history(registry, f"/persons/{person['id']}")
        assert (out["document"], home["document"]) == (shown("租约"), None)
    # Whoever writes: a statement that knows nothing of papers does not hand the last one on.
    await registry.call("POST", f"/persons/{head['id']}/moves", 201, json=move | {"moved_on": "2024-03-05"})
    raised = "UPDATE persons SET revision = revision + 1, valid_from = now(), change_reason = 'x' WHERE id = $1"
    await registry.pool.execute(raised, head["id"])
    *_, out, unknown = await history(registry, f"/persons/{head['id']}")
    assert (out["document"], unknown["document"]) == (shown("租约"), None)
    assert household["id"] == (await registry.call("GET", f"/persons/{head['id']}"))["household_id"]


async def test_what_follows_from_a_vital_event_stands_on_its_certificate(registry: Registry) -> None:
    _, head, spouse = await registry.family()
    entry = {"first_id": head["id"], "second_id": spouse["id"], "married_on": "2010-05-01"}
    await registry.call("POST", "/marriages", 201, json=entry | {"certificate_number": "J341599-2010-000123"})
    married = (await history(registry, f"/persons/{spouse['id']}"))[-1]
    assert (married["source"], married["document"]["kind"]) == ("marriage", "marriage-certificate")
    assert married["document"]["number"] == "J****************23"
    child = {"child": {"name": "王小一", "sex": 2, "birth_date": "2020-03-04"}, "mother_id": spouse["id"]}
    birth = await registry.call("POST", "/births", 201, json=child)
    (born,) = await history(registry, f"/persons/{birth['person_id']}")
    assert (born["source"], born["document"]) == ("birth", None)


async def test_who_belongs_to_a_household_is_told_of_those_alone_whom_the_office_may_know(registry: Registry) -> None:
    household, head, spouse = await registry.family()
    path = f"/households/{household['id']}"
    away = {"to_division": FAR_VILLAGE, "moved_on": "2024-01-05"}
    leaver = await registry.person(name="王子", household_id=household["id"], relation_to_head="20")
    await registry.call("POST", f"{path}/leave", json={"person_id": leaver["id"]})
    other = await registry.call("POST", "/households", 201, json={"number": "9", "registered_division": FAR_VILLAGE})
    await registry.call("POST", f"/households/{other['id']}/members", json={"person_id": leaver["id"]})
    await registry.call("POST", f"/persons/{leaver['id']}/moves", 201, json=away)
    worker = await registry.staff("village-worker", VILLAGE)
    told = await history(registry, path, by=worker)
    assert {c["person_id"] for c in told} == {None, head["id"], spouse["id"]}
    everything = await history(registry, path)
    assert [c["what"] for c in everything if c["person_id"] == leaver["id"]] == ["joined", "left"]


async def test_a_paper_is_of_a_kind_from_a_list_or_has_a_word_of_its_own(registry: Registry) -> None:
    listed = {each["code"]: each for each in (await registry.call("GET", "/document-kinds"))["items"]}
    assert (listed["tenancy"]["zh"], listed["tenancy"]["en"]) == ("房屋租赁合同", "tenancy agreement")
    assert all(each["zh"] and each["en"] for each in listed.values()) and list(listed)[-1] == "other"
    accepted = [
        ({"kind": "tenancy"}, ("tenancy", "房屋租赁合同")),
        ({"kind": "租约"}, ("tenancy", "房屋租赁合同")),
        ({"kind": "Tenancy agreement"}, ("tenancy", "房屋租赁合同")),
        ({"kind": "other", "name": "船民证"}, ("other", "船民证")),
        ({"kind": "other", "name": "户口本"}, ("household-register", "居民户口簿")),
    ]
    for n, (document, (kind, zh)) in enumerate(accepted):
        person = await registry.person(name=f"人{n}", document=document)
        (change,) = await history(registry, f"/persons/{person['id']}")
        assert (change["document"]["kind"], change["document"]["zh"]) == (kind, zh)
    for document in ({"kind": "船民证"}, {"kind": "other"}, {"kind": "tenancy", "name": "租约"}):
        problem = await registry.call("POST", "/persons", 422, json=ENTRY | {"document": document})
        assert problem["errors"][0]["pointer"].startswith("#/document")
    assert await registry.pool.fetchval("SELECT count(*) FROM documents") == len(accepted)


async def test_what_clerks_wrote_before_there_was_a_list_is_read_by_it(registry: Registry, database: Database) -> None:
    person = await registry.person(document=paper("户口簿"))
    written = {"结婚证": "marriage-certificate", "分户申请": "application", "船民证": "other"}
    owner = await asyncpg.connect(database.owner_dsn("registry"))
    for word, kind in written.items():
        await owner.execute("UPDATE documents SET kind = $1, name = NULL", word)
        await owner.execute(import_module("services.registry.migrations.0022_papers_that_end").KINDS_OF_WORDS)
        (change,) = await history(registry, f"/persons/{person['id']}")
        zh = kinds()[kind].zh if kind != "other" else word
        assert (change["document"]["kind"], change["document"]["zh"]) == (kind, zh)
    await owner.close()


async def test_no_paper_of_the_control_of_births_is_a_ground(registry: Registry) -> None:
    refused = {"准生证": "C1", "《生育服务证》": "C1", "Family-planning certificate": "C1", "流动人口婚育证明": "C8"}
    for word, rule in refused.items():
        for document in ({"kind": word}, {"kind": "other", "name": word}):
            problem = await registry.call("POST", "/persons", 422, json=ENTRY | {"document": document})
            assert (slug(problem), problem["rule"]) == ("charter", rule)
    for kind in kinds().values():
        for word in (kind.zh, kind.en, *kind.words):
            refuse_control(word)
