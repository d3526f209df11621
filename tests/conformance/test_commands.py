"""The operator's commands see and move the same things on both buses."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from sqlalchemy import text

from chassis.bus.__main__ import main
from tests.conformance.followup import Noted
from tests.conformance.house import House, until

Command = Callable[..., Coroutine[Any, Any, str]]


@pytest.fixture
def command(house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command as the followup service; returns what it printed."""
    told = {"SERVICE": "followup", "DATABASE_URL": house.followup.url, "BUS": house.kind}
    told |= {"KAFKA_BOOTSTRAP": house.bootstrap, "KAFKA_PREFIX": house.prefix, "HUIJIA_BUS_PARTITIONS": "4"}
    for name, value in told.items():
        monkeypatch.setenv(name, value)

    async def run(*words: str) -> str:
        capsys.readouterr()
        assert await asyncio.to_thread(main, list(words)) == 0
        return capsys.readouterr().out

    return run


async def test_tail_shows_what_passed_without_naming_bodies(house: House, command: Command) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish(Noted(subject="a", number=4711))
        await until(lambda: house.has(1))
    shown = await command("tail", "--topic", "huijia.registry", "--from-start", "--count", "1")
    assert "registry.conformance-noted.v1" in shown and "huijia.registry/" in shown
    assert "4711" not in shown
    assert "4711" in await command("tail", "--topic", "huijia.registry", "--from-start", "--count", "1", "--data")


async def test_lag_counts_what_is_not_applied(house: House, command: Command) -> None:
    async with house.running(house.relay()):
        async with house.running(house.member()):
            await house.publish(*(Noted(subject=f"s{n}", number=n) for n in range(20)))
            await until(lambda: house.has(20))
            await asyncio.sleep(0.3)  # the last batch's positions follow its effects
        await house.publish(Noted(subject="s1", number=21))
        await until(lambda: house.is_drained())
    (line,) = [line for line in (await command("lag")).splitlines() if line.startswith("followup")]
    assert line.split()[1:] == ["huijia.registry", "21", "20", "1"]


async def test_dead_letters_are_listed_shown_replayed_and_discarded(house: House, command: Command) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish(Noted(subject="a", number=1, spoiled=True), Noted(subject="b", number=1, spoiled=True))
        await until(lambda: house.has_letters(2))
        letters = {letter["key"]: letter["id"] for letter in await house.letters()}
        listed = await command("dead-letters", "list")
        assert "Spoiled" in listed and "this one is off" not in listed
        assert "this one is off" in await command("dead-letters", "show", str(letters["a"]))
        await _cure(house, "a")
        await command("dead-letters", "replay", str(letters["a"]))
        await until(lambda: house.has_letters(1))
        await command("dead-letters", "discard", str(letters["b"]))
        await until(lambda: house.has_letters(0))
    assert await house.effects() == {"a": [1]}


@pytest.mark.parametrize(
    ("start", "again"), [(("--from-start",), 12), (("--from-position", "2"), None), (("--from-time", "2099-01-01"), 0)]
)
async def test_replay_begins_where_it_is_told(
    house: House, command: Command, start: tuple[str, ...], again: int | None
) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish_many(4, range(3))
        await until(lambda: house.has(12))
        await asyncio.sleep(0.3)
        if again is None:
            extents = await house.bus().extents(["huijia.registry"])
            again = sum(max(0, extent.end - 2) for extent in extents.values())
        assert f" {again} events" in await command("replay", *start)
        await until(lambda: house.has(12 + again))
        await until(lambda: house.has_no_replay())
        assert await house.count() == 12 + again


async def test_a_missing_environment_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("HUIJIA_HOME", str(tmp_path))
    assert await asyncio.to_thread(main, ["lag"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


async def _cure(house: House, subject: str) -> None:
    async with house.followup.transaction() as session:
        await session.execute(text("INSERT INTO cures VALUES (:subject)"), {"subject": subject})
