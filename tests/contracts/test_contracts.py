"""Contracts: compatible changes only, generated files fresh, and nothing in them that must not travel."""

import re
from typing import Any

import pytest

from contracts.catalogue import published_events, schemas
from contracts.compatibility import breaking_changes
from contracts.generate import asyncapi, events_page, main

BEFORE: dict[str, Any] = {"A": {"properties": {"x": {"type": "string"}, "y": {"type": "integer"}}, "required": ["x"]}}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({}, ["A was removed"]),
        ({"A": {"properties": {"x": {"type": "string"}}, "required": ["x"]}}, ["A: field y was removed"]),
        (
            {"A": {"properties": {"x": {"type": "integer"}, "y": {"type": "integer"}}, "required": ["x"]}},
            ["A: field x changed"],
        ),
        ({"A": BEFORE["A"] | {"required": ["x", "y"]}}, ["A: field y became required"]),
    ],
)
def test_what_breaks_a_reader_is_found(after: dict, expected: list[str]) -> None:
    assert breaking_changes(BEFORE, after) == expected


def test_an_added_optional_field_keeps_the_version() -> None:
    wider = BEFORE["A"]["properties"] | {"z": {"type": "string"}}
    assert breaking_changes(BEFORE, {"A": BEFORE["A"] | {"properties": wider}, "B": {}}) == []


def test_generated_files_are_fresh() -> None:
    assert main(["--check"]) == 0


def test_every_event_is_documented_and_in_the_past_tense() -> None:
    page, document = events_page(), asyncapi()
    for event in published_events():
        assert event.type in page
        assert event.__name__ in document["components"]["messages"]
        assert event.__doc__
        assert re.search(r"(ed|Closed|Withdrawn|Overdue)$", event.__name__), event.__name__


def test_no_event_carries_identifiers_contact_or_health() -> None:
    """C5, C10, C11: neither health content nor citizen numbers, phones or addresses travel in an event."""
    own, shared = schemas()
    fields = {f for schema in (*own.values(), *shared.values()) for f in schema.get("properties", {})}
    forbidden = re.compile(
        r"citizen|number|phone|address|account|diagnos|pregnan|contracept|procedure|protocol|fetal|content|result"
    )
    assert [field for field in fields if forbidden.search(field)] == []


def test_follow_up_events_carry_no_person() -> None:
    """C5: what leaves follow-up names a visit and a division, never a person."""
    own, _ = schemas()
    for event in published_events():
        if event.topic == "huijia.followup":
            assert not any("person" in field or "name" in field for field in own[event.__name__]["properties"])
