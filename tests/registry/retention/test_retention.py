"""C12: nothing is kept longer than its period, each removal is proved, and the audit chain verifies after erasure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import audit, clock
from chassis.identifiers import new_id
from chassis.retention import cutoff
from services.registry.imports import clear_uploads
from services.registry.retention import apply_retention as sweep
from services.registry.retention.periods import periods
from services.registry.retention.removals import REMOVALS
from services.registry.retention.rules import Period, first_day_kept, in_force
from tests.registry.conftest import VILLAGE, Registry, slug

NOTHING = dict.fromkeys(REMOVALS, 0)


async def apply(registry: Registry) -> dict[str, int]:
    state = registry.running.app.state
    return await sweep.apply_retention(state.database, state.sealer)


async def link(registry: Registry) -> list[str]:
    async with registry.running.app.state.database.transaction() as session:
        while await audit.link_pending(session):
            pass
        return await audit.verify(session)


async def proof_of(registry: Registry, record: str, removed_id: Any) -> dict[str, Any]:
    params = {"record": record, "removed_id": str(removed_id)}
    (run,) = (await registry.call("GET", "/retention/runs", params=params))["items"]
    return await registry.call("GET", f"/retention/runs/{run['id']}")


def long_ago(registry: Registry, days: int) -> Any:
    return registry.at(datetime.now(UTC) - timedelta(days=days))


async def an_import(registry: Registry, state: str, at: datetime) -> Any:
    import_id = new_id()
    await registry.pool.execute(
        "INSERT INTO imports (id, state, file_name, size, digest, uploaded_by, uploader, division, uploaded_at,"
        " finished_at, undone_at) VALUES ($1, $2, 'x.csv', 1, 'x', 'w', '{}', $3, $4, $4, $5)",
        import_id, state, VILLAGE, at, at if state == "undone" else None,
    )  # fmt: skip
    return import_id


async def test_rejected_rows_go_with_a_proof_and_a_second_run_finds_nothing(registry: Registry) -> None:
    now = datetime.now(UTC)
    old, fresh = [await an_import(registry, "finished", now - timedelta(days=days)) for days in (95, 80)]
    for import_id in (old, fresh):
        for row in (3, 4):
            await registry.pool.execute("INSERT INTO import_rejections VALUES ($1, $2, '[]', 'x')", import_id, row)
    assert await apply(registry) == NOTHING | {"import-rejections": 2}
    assert await registry.pool.fetchval("SELECT array_agg(DISTINCT import_id) FROM import_rejections") == [fresh]
    assert await apply(registry) == NOTHING
    assert await link(registry) == []
    proof = await proof_of(registry, "import-rejections", old)
    assert (proof["holds"], proof["removed"], proof["ids"]) == (True, 2, 1)
    assert proof["audit_position"] is not None
    assert proof["rule"] == {"from": "2021-11-01", "days": 90, "years": 0} | {"basis": proof["rule"]["basis"]}
    assert str(old) not in str(proof)
    params = {"record": "import-rejections", "removed_id": str(fresh)}
    assert (await registry.call("GET", "/retention/runs", params=params))["items"] == []


async def test_a_proof_that_was_altered_does_not_hold(registry: Registry, database: Any) -> None:
    old = await an_import(registry, "finished", datetime.now(UTC) - timedelta(days=95))
    await registry.pool.execute("INSERT INTO import_rejections VALUES ($1, 3, '[]', 'x')", old)
    await apply(registry)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await registry.pool.execute("UPDATE retention_runs SET removed = 0")
    owner = await asyncpg.connect(database.owner_dsn("registry"))
    await owner.execute("UPDATE retention_runs SET removed = 0")
    await owner.close()
    assert (await proof_of(registry, "import-rejections", old))["holds"] is False


async def test_history_of_taken_back_entries_goes_and_all_other_history_stays(registry: Registry) -> None:
    undone = await an_import(registry, "undone", datetime.now(UTC) - timedelta(days=200))
    ids = [(await registry.person(name=f"撤{n}"))["id"] for n in range(3)]
    await registry.pool.execute(
        "UPDATE persons SET source = 'import', source_id = $1, revision = 2 WHERE id = ANY ($2::uuid[])", undone, ids
    )
    # Only an entry that began with the import was never a person here; these began by hand.
    await registry.pool.execute("DELETE FROM persons WHERE id = $1", ids[0])
    assert await apply(registry) == NOTHING
    born = new_id()
    await registry.pool.execute(
        "INSERT INTO persons (id, name, sex, birth_date, registered_division, residence_division, valid_from,"
        " changed_by, change_reason, source, source_id)"
        " VALUES ($1, '撤', 1, '1990-01-01', $2, $2, now(), 'w', 'import', 'import', $3)",
        born, VILLAGE, undone,
    )  # fmt: skip
    assert await apply(registry) == NOTHING
    await registry.pool.execute("DELETE FROM persons WHERE id = $1", born)
    assert await apply(registry) == NOTHING | {"withdrawn-entries": 1}
    assert await registry.pool.fetchval("SELECT count(*) FROM person_versions WHERE id = $1", born) == 0
    assert await registry.pool.fetchval("SELECT count(*) FROM person_versions") == 4
    assert (await proof_of(registry, "withdrawn-entries", born))["holds"] is True


async def test_values_of_old_corrections_and_old_withdrawn_consents_go(registry: Registry) -> None:
    entry = {"asked_by": "self", "claims": [{"field": "name", "should_be": "王晓明", "what_is_wrong": "错"}]}
    consent = {"purpose": "service-messages", "text_version": 1, "given_by": "self", "how": "spoken"}
    with long_ago(registry, 3 * 366 + 1):
        person = await registry.person()
        asked = await registry.call("POST", f"/persons/{person['id']}/corrections", 201, json=entry)
        verdicts = {"verdicts": [{"field": "name", "accepted": False, "reason": "无误"}]}
        path = f"/corrections/{asked['id']}/decision"
        await registry.call("POST", path, json=verdicts, headers={"If-Match": '"1"'})
        still_open = await registry.call("POST", f"/persons/{person['id']}/corrections", 201, json=entry)
        given = await registry.call("POST", f"/persons/{person['id']}/consents", 201, json=consent)
        await registry.call("POST", f"/consents/{given['id']}/withdrawal")
        standing = await registry.call("POST", f"/persons/{person['id']}/consents", 201, json=consent)
    assert await apply(registry) == NOTHING | {"correction-values": 1, "withdrawn-consents": 1}
    (claim,) = (await registry.call("GET", f"/corrections/{asked['id']}"))["claims"]
    assert (claim["held"], claim["should_be"], claim["reason"]) == (None, None, "无误")
    (claim,) = (await registry.call("GET", f"/corrections/{still_open['id']}"))["claims"]
    assert claim["should_be"] == "王晓明"
    listed = await registry.call("GET", f"/persons/{person['id']}/consents")
    assert [item["id"] for item in listed["items"]] == [standing["id"]]


async def test_audit_content_goes_and_the_chain_verifies(registry: Registry) -> None:
    with long_ago(registry, 6 * 366):
        await registry.person()
    await registry.person()
    assert await apply(registry) == NOTHING
    assert await link(registry) == []
    assert (await apply(registry))["audit-content"] == 1
    kept = await registry.pool.fetch("SELECT action, entry IS NULL AND salt IS NULL AS gone FROM audit_log ORDER BY id")
    assert [(r["action"], r["gone"]) for r in kept] == [
        ("enter-divisions", False),
        ("register-person", True),
        ("register-person", False),
        ("apply-retention", False),
    ]
    assert await link(registry) == []


async def test_the_runtime_role_can_take_content_of_old_chained_entries_and_nothing_else(registry: Registry) -> None:
    await registry.person()
    await link(registry)
    assert await registry.pool.fetchval("SELECT erase_audit_content((SELECT array_agg(id) FROM audit_log))") == 0
    assert await registry.pool.fetchval("SELECT count(*) FROM audit_log WHERE entry IS NULL") == 0
    for forbidden in (
        "UPDATE audit_log SET entry = NULL",
        "DELETE FROM person_versions",
        "DELETE FROM notices",
        "DELETE FROM corrections",
        "DELETE FROM retention_runs",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await registry.pool.execute(forbidden)
    with pytest.raises(asyncpg.RaiseError):
        await registry.pool.execute("SELECT erase_from_versions(gen_random_uuid(), 'name')")


async def test_what_no_duty_keeps_is_erased_from_history_too(registry: Registry) -> None:
    person = await registry.person(phone="19000001234", note="甲")
    patch = {"phone": "19000005678", "reason": "换号"}
    await registry.call("PATCH", f"/persons/{person['id']}", json=patch, headers={"If-Match": '"1"'})
    erased = await registry.call("POST", f"/persons/{person['id']}/erasures", 201, json={"records": ["phone"]})
    assert [(run["record"], run["removed"]) for run in erased["runs"]] == [("phone", 2)]
    now = await registry.call("GET", f"/persons/{person['id']}")
    assert (now["phone"], now["note"]) == (None, "甲")
    versions = await registry.pool.fetch("SELECT phone_sealed, note FROM person_versions")
    assert {(v["phone_sealed"], v["note"]) for v in versions} == {(None, "甲")}
    assert await link(registry) == []
    assert (await proof_of(registry, "phone", person["id"]))["holds"] is True
    again = await registry.call("POST", f"/persons/{person['id']}/erasures", 201, json={"records": ["phone"]})
    assert again["runs"][0]["removed"] == 0


async def test_a_refusal_names_the_duty_and_nothing_is_erased(registry: Registry) -> None:
    person = await registry.person(phone="19000001234")
    path = f"/persons/{person['id']}/erasures"
    answer = await registry.call("POST", path, 409, json={"records": ["phone", "history", "access-log"]})
    assert slug(answer) == "duty-to-keep"
    assert [(d["record"], "条例" in d["basis"]) for d in answer["duties"]] == [("history", True), ("access-log", False)]
    assert "户口登记条例" in answer["detail"]
    assert (await registry.call("GET", f"/persons/{person['id']}"))["phone"] == "190****1234"
    worker = await registry.staff("village-worker", VILLAGE)
    await registry.call("POST", path, 403, json={"records": ["phone"]}, by=worker)


async def test_periods_are_there_to_be_read(registry: Registry) -> None:
    shown = {p["record"]: p for p in (await registry.call("GET", "/retention/periods"))["items"]}
    assert (shown["audit-content"]["years"], shown["idempotency-answers"]["hours"]) == (5, 48)
    assert all(p["basis"] for p in shown.values() if p["hours"] is None)
    await registry.call("GET", "/retention/runs", 422, params={"removed_id": "x"})
    await registry.call("GET", f"/retention/runs/{new_id()}", 404)


def test_every_period_has_a_removal_and_the_file_tells_the_truth_of_the_others() -> None:
    assert set(periods().swept) == set(REMOVALS)
    hours = {record: other.hours for record, other in periods().elsewhere.items()}
    assert round((clock.now() - cutoff("idempotency-answers")) / timedelta(hours=1)) == hours["idempotency-answers"]
    assert hours["upload-leftovers"] * 3600 == clear_uploads._LEFT_ALONE_FOR


@given(st.dates(date(2022, 1, 1), date(2060, 1, 1)), st.integers(1, 30))
def test_a_period_is_never_cut_short(today: date, years: int) -> None:
    kept = first_day_kept(Period(date(2021, 11, 1), "x", years=years), today)
    assert (kept.year, kept.month) == (today.year - years, today.month)
    assert kept.day in (today.day, 28)
    assert first_day_kept(Period(date(2021, 11, 1), "x", days=years), today) == today - timedelta(days=years)


def test_the_period_of_the_day_holds() -> None:
    first, second = Period(date(2021, 11, 1), "x", days=1), Period(date(2027, 1, 1), "x", days=2)
    days = (date(2020, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [in_force([second, first], day) for day in days] == [None, first, second]
    with pytest.raises(ValueError, match="days or in years"):
        Period(date(2021, 11, 1), "x")


YEARS = 10 * 366 + 3


def a_paper(name: str) -> dict[str, Any]:
    return {
        "kind": "other",
        "name": name,
        "number": "ZM20160001",
        "issued_by": "示范县公安局",
        "issued_on": "2016-01-02",
    }


async def unerased(registry: Registry) -> set[str]:
    return {row["name"] for row in await registry.pool.fetch("SELECT name FROM documents WHERE erased_at IS NULL")}


async def correct(registry: Registry, person: dict[str, Any], note: str, **document: Any) -> dict[str, Any]:
    body = {"reason": "更正", "note": note} | document
    return await registry.call(
        "PATCH", f"/persons/{person['id']}", json=body, headers={"If-Match": f'"{person["revision"]}"'}
    )


async def test_a_paper_goes_when_nothing_stands_on_it_any_more(registry: Registry, database: Any) -> None:
    consent = {"purpose": "service-messages", "text_version": 1, "given_by": "self", "how": "paper"}
    claims = [{"field": "name", "should_be": "王晓明", "what_is_wrong": "错"}]
    with long_ago(registry, YEARS):
        present = await registry.person(name="甲", document=a_paper("现"))
        corrected = await registry.person(name="乙", document=a_paper("旧"))
        corrected = await correct(registry, corrected, "一", document=a_paper("又旧"))
        await correct(registry, corrected, "二")
        dead = await registry.person(name="丙", document=a_paper("故"))
        disputed = await correct(registry, await registry.person(name="丁", document=a_paper("争")), "一")
        death = {"person_id": dead["id"], "died_on": "2016-01-02"}
        await registry.call("POST", "/deaths", 201, json=death)
    consents = f"/persons/{present['id']}/consents"
    given = await registry.call("POST", consents, 201, json=consent | {"document": a_paper("同意")})
    asked = {"asked_by": "self", "claims": claims, "document": a_paper("申请")}
    await registry.call("POST", f"/persons/{disputed['id']}/corrections", 201, json=asked)
    # The texts of consents and the deadlines of corrections are not as old as that: the papers are made so.
    owner = await asyncpg.connect(database.owner_dsn("registry"))
    await owner.execute("UPDATE documents SET kept_at = kept_at - interval '11 years' WHERE name IN ('同意', '申请')")
    await owner.close()
    lately = await registry.person(name="戊", document=a_paper("近"))
    await correct(registry, lately, "一")
    # Consents, corrections and the audit log have periods of their own, which this does not ask about.
    assert (await apply(registry))["papers-of-acts"] == 3
    assert await unerased(registry) == {"现", "争", "同意", "申请", "近"}
    assert (await apply(registry))["papers-of-acts"] == 0
    (paper,) = await registry.pool.fetch(
        "SELECT document_id FROM person_versions WHERE id = $1 AND revision = 1", dead["id"]
    )
    assert (await proof_of(registry, "papers-of-acts", paper["document_id"]))["holds"] is True
    entered, *_ = (await registry.call("GET", f"/persons/{dead['id']}/history"))["items"]
    shown = entered["document"]
    assert (shown["kind"], shown["zh"], shown["number"], shown["issued_by"]) == ("other", "其他材料", None, None)
    assert shown["removed_on"] is not None
    # A right that is used no more holds nothing; a consent still would, within its own period.
    await registry.call("POST", f"/consents/{given['id']}/withdrawal")
    assert (await apply(registry))["papers-of-acts"] == 0


async def test_the_service_empties_no_paper_that_is_needed(registry: Registry) -> None:
    await registry.person(document=a_paper("现"))
    paper = await registry.pool.fetchval("SELECT id FROM documents")
    assert await registry.pool.fetchval("SELECT erase_papers(ARRAY[$1::uuid])", paper) == 0
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await registry.pool.execute("UPDATE documents SET number_sealed = NULL")
