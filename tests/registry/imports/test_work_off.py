"""The worker: durable, woken and not polling, never half, whatever dies in the middle."""

import asyncio
import os
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.registry.imports import carry_out_import, readers, work_off_imports
from services.registry.imports.clear_uploads import clear_uploads
from services.registry.imports.write_persons import enter_persons
from tests.registry.imports.conftest import Office, citizen_number, csv_file, person

ROOT = Path(__file__).parents[3]
TABLES = ("persons", "households", "import_rejections", "possible_duplicates", "outbox")
FILE = csv_file(
    person(household_number="1", relation_to_head="户主"),
    person(citizen_number=citizen_number(sequence=3)),
    person(citizen_number=citizen_number(sequence=3)),
    person(name=""),
)


async def sizes(office: Office) -> list[int]:
    return [await office.pool.fetchval(f"SELECT count(*) FROM {table}") for table in TABLES]


STEPS = [
    (carry_out_import, "stage_rows"),
    (carry_out_import, "set_aside_early"),
    (carry_out_import, "match_persons"),
    (carry_out_import, "stage_cells"),
    (carry_out_import, "find_namesakes"),
    (carry_out_import, "write_households"),
    (carry_out_import, "enter_persons"),
    (carry_out_import, "flag_possible_duplicates"),
    (carry_out_import, "_finish"),
]


@pytest.mark.parametrize(("module", "step"), STEPS, ids=[step for _, step in STEPS])
async def test_a_fault_after_any_step_leaves_nothing_and_the_next_attempt_succeeds(
    office: Office, monkeypatch: pytest.MonkeyPatch, module: Any, step: str
) -> None:
    before = await sizes(office)
    real, faults = getattr(module, step), [asyncpg.DeadlockDetectedError("tried")]

    async def faulty(*arguments: Any) -> Any:
        result = await real(*arguments)
        if faults:
            assert await sizes(office) == before
            raise faults.pop()
        return result

    monkeypatch.setattr(module, step, faulty)
    import_id = await office.upload(FILE)
    assert await office.work() == 2
    done = await office.show(import_id)
    assert (done["state"], done["counts"]["created"], done["counts"]["rejected"]) == ("finished", 2, 2)
    assert await sizes(office) == [2, 1, 2, 1, 3]


async def test_given_up_after_three_attempts(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def faulty(*_: Any) -> None:
        raise readers.PreparationDied

    monkeypatch.setattr(carry_out_import, "stage_rows", faulty)
    done = await office.take_in(FILE)
    assert (done["state"], done["problem"]["reason"]) == ("failed", "gave_up")
    assert await sizes(office) == [0, 0, 0, 0, 0]


async def test_a_lost_attempt_cannot_finish(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    real = enter_persons

    async def overtaken(act: Any) -> int:
        await office.pool.execute("UPDATE imports SET attempts = attempts + 1")
        return await real(act)

    monkeypatch.setattr(carry_out_import, "enter_persons", overtaken)
    import_id = await office.upload(FILE)
    await office.work()
    assert (await office.show(import_id))["state"] == "running"
    assert await sizes(office) == [0, 0, 0, 0, 0]


async def test_the_same_person_registered_meanwhile_is_met_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, rivals = enter_persons, [csv_file(person())]

    async def slow(act: Any) -> int:
        if rivals:
            index = await act.connection.fetchval("SELECT citizen_number_index FROM arrivals LIMIT 1")
            await office.pool.execute(
                "INSERT INTO persons (id, name, sex, birth_date, citizen_number_index, citizen_number_sealed,"
                " registered_division, residence_division, valid_from, changed_by, change_reason, source)"
                " SELECT new_event_id(), '王小明', 1, '1980-01-31', $1, 'x', '341599001001', '341599001001', now(),"
                " 'clerk', 'register-person', 'hand'",
                index,
            )
            rivals.clear()
        return await real(act)

    monkeypatch.setattr(carry_out_import, "enter_persons", slow)
    done = await office.take_in(csv_file(person(phone="")))
    assert (done["state"], done["counts"]["created"], done["counts"]["updated"]) == ("finished", 0, 1)


async def test_the_loop_wakes_for_an_upload_and_takes_up_what_was_running(office: Office) -> None:
    left = await office.upload(FILE)
    await office.pool.execute("UPDATE imports SET state = 'running', attempts = 1")
    loop = asyncio.create_task(work_off_imports.work_off_imports(office.service.app))
    try:
        await _until(office, left, "finished")
        woken = await office.upload(csv_file(person(name="赵六", citizen_number=citizen_number(sequence=9))))
        await _until(office, woken, "finished", seconds=10)
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def test_stray_uploads_are_removed_and_open_ones_kept(office: Office) -> None:
    done = await office.upload(FILE)
    await office.work()
    kept = await office.upload(FILE)
    folder = office.home / "uploads"
    (folder / done).write_bytes(b"x")
    for name, age in (("stray", 7200), ("fresh", 10)):
        (folder / name).write_bytes(b"x")
        then = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (then, then))
    os.utime(folder / kept, (0, 0))
    await clear_uploads(office.workshop.database, office.home)
    assert {path.name for path in folder.iterdir()} == {kept, "fresh"}


async def _until(office: Office, import_id: str, *states: str, seconds: float = 20) -> None:
    for _ in range(int(seconds * 50)):
        if (await office.show(import_id))["state"] in states:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(await office.show(import_id))
