"""Lines of calls are written together a moment later, whole and in their order, and none is lost at the end."""

import asyncio
import json

import pytest

from chassis import telemetry


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


async def test_they_come_by_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        telemetry.log_call("call", {"status": 200 + number})
    assert _lines(capsys) == []
    async with asyncio.timeout(10):
        while not (lines := _lines(capsys)):
            await asyncio.sleep(0.01)
    assert [line["status"] for line in lines] == [200, 201, 202]
    assert all(line["event"] == "call" and line["level"] == "info" and "timestamp" in line for line in lines)
    telemetry.log_call("call", {"status": 204})
    async with asyncio.timeout(10):
        while not (lines := _lines(capsys)):
            await asyncio.sleep(0.01)
    assert [line["status"] for line in lines] == [204]


async def test_what_is_gathered_when_the_process_ends_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.log_call("call", {"status": 200})
    telemetry.write_call_lines()
    assert [line["status"] for line in _lines(capsys)] == [200]
    telemetry.write_call_lines()
    assert _lines(capsys) == []
