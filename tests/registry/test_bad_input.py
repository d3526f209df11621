"""What no clerk types: the register answers with a refusal, never with an error of its own."""

import json
from typing import Any

import pytest

from chassis.pagination import encode_cursor
from tests.registry.conftest import VILLAGE, Registry, codes

ID = "0198f3a0-0000-7000-8000-000000000000"


QUERIES: list[tuple[str, dict[str, Any]]] = [
    ("/persons", {"cursor": encode_cursor(0, "\0", ID)}),
    ("/persons", {"cursor": encode_cursor(-5, "x", ID)}),
    ("/persons", {"cursor": encode_cursor(2**70, "x", ID)}),
    ("/persons", {"name": "王", "cursor": encode_cursor("\0", ID)}),
    ("/persons", {"cursor": encode_cursor("x")}),
    ("/persons", {"cursor": "%%%"}),
    ("/persons", {"name": "王\0"}),
    ("/persons", {"citizen_number": "\u202e" * 18}),
    ("/persons", {"limit": 201}),
    ("/persons/x", {}),
    ("/persons/%00", {}),
    ("/divisions", {"cursor": encode_cursor("\0")}),
    ("/divisions/%00", {}),
    ("/households", {"cursor": encode_cursor("\0", "\0")}),
    ("/births", {"cursor": encode_cursor("0001-01-01", "x")}),
    ("/births", {"from": "0000-00-00"}),
    ("/deaths", {"to": "9999-99-99"}),
]
BODIES = [b"", b"{", b"[]", b"null", b'"x"', b"5", b"{}", b'{"name": "\\ud800"}', b'{"a":' * 2000]


async def test_a_strange_query_is_answered_as_a_fault_of_the_query(registry: Registry) -> None:
    client = await registry.staff()
    for path, params in QUERIES:
        answer = await client.get(path, params=params)
        assert answer.status_code in (200, 404, 422), (path, params, answer.text)


@pytest.mark.parametrize("path", ["/persons", "/births", "/deaths", "/households", "/persons/search"])
async def test_a_strange_body_is_answered_as_a_fault_of_the_body(registry: Registry, path: str) -> None:
    client = await registry.staff()
    for body in BODIES:
        answer = await client.post(path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422), (body[:40], answer.text)
        assert answer.headers["content-type"].startswith("application/problem+json")


async def test_text_that_cannot_be_stored_is_refused_at_its_place(registry: Registry) -> None:
    entry = {"name": "王", "sex": 1, "birth_date": "1990-01-01", "registered_division": VILLAGE}
    body = json.dumps(entry | {"residence_division": VILLAGE, "note": "a\0b"})
    answer = await (await registry.staff()).post("/persons", content=body, headers={"content-type": "application/json"})
    assert codes(answer.json()) == {"#/note": "string_pattern_mismatch"}
