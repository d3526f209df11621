"""What a service could not process is looked at, replayed and given up over HTTP."""

from typing import Any

from tests.registry.conftest import Registry, slug

_LAY = """
INSERT INTO dead_letters (consumer, topic, partition, "position", event_id, key, type, event, reason, attempts,
                          blocked_by)
VALUES ('registry', 'huijia.followup', 0, $1, gen_random_uuid(), 'a', 'cn.huijia.followup.check-performed.v1',
        '{"data": {"name": "王小明"}}', $2, 3, $3) RETURNING id
"""


async def _lay(registry: Registry, position: int, reason: str, behind: int | None = None) -> int:
    return int(await registry.pool.fetchval(_LAY, position, reason, behind))


async def test_dead_letters_are_listed_without_words_looked_at_with_a_trace_and_settled_once(
    registry: Registry,
) -> None:
    first = await _lay(registry, 1, "KeyError: 王小明 is not there")
    second = await _lay(registry, 2, f"waits for dead letter {first}", first)
    listed = await registry.call("GET", "/dead-letters")
    assert [(one["id"], one["blocked_by"]) for one in listed["items"]] == [(second, first), (first, None)]
    assert listed["items"][1]["fault"] == "KeyError" and "王小明" not in str(listed)

    whole = await registry.call("GET", f"/dead-letters/{first}")
    assert whole["reason"] == "KeyError: 王小明 is not there" and whole["event"]["data"] == {"name": "王小明"}
    looks = "SELECT count(*) FROM audit_log WHERE action = 'look-at-dead-letter'"
    assert await registry.pool.fetchval(looks) == 1

    asked = await registry.call("POST", f"/dead-letters/{first}/decision", json={"decision": "replay"})
    assert asked["state"] == "open" and asked["replay_requested_at"]
    gone = {"decision": "discard", "grounds": "对方已停用"}
    given_up = await registry.call("POST", f"/dead-letters/{second}/decision", json=gone)
    assert given_up["state"] == "discarded"
    refused = await registry.call("POST", f"/dead-letters/{second}/decision", 409, json=gone)
    assert slug(refused) == "dead-letter-settled"
    assert slug(await registry.call("GET", "/dead-letters/999999", 404)) == "unknown-dead-letter"


async def test_those_who_keep_the_house_running_see_page_by_page_what_waits_and_what_failed(registry: Registry) -> None:
    letters = [await _lay(registry, position, "KeyError: x") for position in range(3)]
    page = await registry.call("GET", "/dead-letters?limit=2")
    rest = await registry.call("GET", f"/dead-letters?limit=2&cursor={page['next']}")
    assert [one["id"] for one in page["items"] + rest["items"]] == letters[::-1] and rest["next"] is None
    auditor, worker = await registry.staff("auditor"), await registry.staff("village-worker")
    await registry.call("GET", "/dead-letters", by=auditor)
    await registry.call("GET", f"/dead-letters/{letters[0]}", 403, by=auditor)
    for path in ("/dead-letters", "/bus"):
        await registry.call("GET", path, 403, by=worker)
    state: dict[str, Any] = await registry.call("GET", "/bus")
    assert (state["service"], state["dead_letters"]) == ("registry", 3)
    # There is no bus in this database: the desk answers all the same, for then somebody looks at it.
    assert {(topic["topic"].partition(".")[0], topic["behind"]) for topic in state["topics"]} == {("huijia", None)}
