"""Cursors: what was encoded comes back, and what a caller made up is a fault of the query."""

import base64
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from chassis.pagination import decode_cursor, encode_cursor
from chassis.problems import BadPayload


def test_what_was_encoded_comes_back() -> None:
    key = (datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC), date(2026, 1, 2), "text", UUID(int=1), 7)
    assert decode_cursor(encode_cursor(*key), datetime, date, str, UUID, int) == key


@pytest.mark.parametrize(
    ("made_up", "types"),
    [
        ("%%%", (int,)),
        ("WzFd!", (str,)),
        (base64.urlsafe_b64encode(b"[1]").decode(), (str,)),
        (base64.urlsafe_b64encode(b"[1, 2]").decode(), (int,)),
        (base64.urlsafe_b64encode(b'["2026-01-02T03:04:05"]').decode(), (datetime,)),
    ],
)
def test_what_was_made_up_is_refused(made_up: str, types: tuple[Any, ...]) -> None:
    with pytest.raises(BadPayload):
        decode_cursor(made_up, *types)
