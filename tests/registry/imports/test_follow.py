"""An import's progress as server-sent events: every change as it happens, and an end."""

import asyncio
import json
from typing import Any

from chassis.identifiers import new_id
from tests.registry.imports.conftest import Office, csv_file, person


async def _told(office: Office, import_id: str) -> list[dict[str, Any]]:
    path = f"/imports/{import_id}/progress"
    async with office.client() as client, client.stream("GET", path) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        return [json.loads(line[5:]) async for line in stream.aiter_lines() if line.startswith("data:")]


async def test_changes_are_told_until_the_import_rests(office: Office) -> None:
    import_id = await office.upload(csv_file(person()))
    following = asyncio.create_task(_told(office, import_id))
    await office.work()
    told = await following
    assert told[-1]["state"] == "finished" and told[-1]["counts"]["created"] == 1
    assert told[-1] == await office.show(import_id)
    async with office.client() as client:
        assert (await client.get(f"/imports/{new_id()}/progress")).status_code == 404
