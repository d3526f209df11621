"""Files that cannot be read: failed with a problem that says why, nothing written, the service stays up."""

import pytest

from tests.registry.imports.bad_files import WHOLE_FILE
from tests.registry.imports.conftest import Office, csv_file, person


async def test_each_bad_file_gets_its_verdict_and_the_next_good_one_is_taken_in(office: Office) -> None:
    for kind, (content, slug, reason) in WHOLE_FILE.items():
        done = await office.take_in(content, "people.xlsx")
        assert done["state"] == "failed", kind
        assert (done["problem"]["type"].rpartition("/")[2], done["problem"]["reason"]) == (slug, reason), kind
        assert done["problem"]["detail"] and done["problem"]["title"], kind
        assert done["counts"]["read"] == 0, kind
    assert list((office.home / "uploads").glob("*")) == []
    assert await office.pool.fetchval("SELECT count(*) FROM persons") == 0
    assert (await office.take_in(csv_file(person())))["counts"]["created"] == 1


async def test_the_columns_at_fault_are_named(office: Office) -> None:
    content, _, _ = WHOLE_FILE["duplicate headers"]
    import_id = (await office.take_in(content))["id"]
    assert (await office.show(import_id))["problem"]["columns"] == ["姓名"]
    async with office.client() as client:
        english = await client.get(f"/imports/{import_id}", headers={"Accept-Language": "en"})
    assert "more than once" in english.json()["problem"]["detail"]


async def test_a_file_before_there_are_divisions(office: Office) -> None:
    await office.pool.execute("DELETE FROM divisions")
    done = await office.take_in(csv_file(person()))
    assert done["problem"]["reason"] == "no_divisions"


async def test_too_many_rows(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.registry.imports.settings import import_settings

    monkeypatch.setattr(import_settings(), "most_rows", 2)
    done = await office.take_in(csv_file(person(), person(), person()))
    assert done["problem"]["reason"] == "too_many_rows"
