"""Events are declared once, travel in a CloudEvents envelope, and come back as they were."""

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.cloudevents import (
    BadEventDeclaration,
    CloudEvent,
    DomainEvent,
    UnknownEventType,
    current_traceparent,
    event_types,
    parse,
    to_cloudevent,
)


class KettleBoiled(DomainEvent, type="cn.huijia.kitchen.kettle-boiled.v1", key="kettle_id"):
    kettle_id: UUID
    on: date | None = None
    note: str = ""


KETTLE = UUID(int=7)


def test_the_type_names_topic_and_source() -> None:
    envelope = to_cloudevent(KettleBoiled(kettle_id=KETTLE))
    assert KettleBoiled.topic == "huijia.kitchen" == envelope.topic
    assert (envelope.source, envelope.subject) == ("/kitchen", str(KETTLE))
    assert UUID(envelope.id).version == 7
    assert event_types()[KettleBoiled.type] is KettleBoiled


@given(note=st.text(), on=st.none() | st.dates())
def test_what_goes_in_comes_out_in_both_formats(note: str, on: date | None) -> None:
    event = KettleBoiled(kettle_id=KETTLE, on=on, note=note)
    envelope = to_cloudevent(event, time=datetime(2026, 1, 2, tzinfo=UTC))
    assert parse(envelope) == event
    assert CloudEvent.from_json(envelope.to_json()) == envelope


def test_the_trace_goes_along() -> None:
    token = current_traceparent.set("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    try:
        assert to_cloudevent(KettleBoiled(kettle_id=KETTLE)).traceparent == current_traceparent.get()
    finally:
        current_traceparent.reset(token)


def test_fields_that_a_later_version_added_are_passed_over() -> None:
    envelope = to_cloudevent(KettleBoiled(kettle_id=KETTLE))
    grown = msgspec.structs.replace(envelope, data=envelope.data[:-1] + b',"colour":"red"}')
    assert parse(grown) == KettleBoiled(kettle_id=KETTLE)


def test_data_that_breaks_the_contract_is_a_value_error() -> None:
    envelope = to_cloudevent(KettleBoiled(kettle_id=KETTLE))
    with pytest.raises(ValueError, match="kettle_id"):
        parse(msgspec.structs.replace(envelope, data=b'{"kettle_id": 5}'))


def test_a_type_that_nobody_declares_is_unknown() -> None:
    envelope = to_cloudevent(KettleBoiled(kettle_id=KETTLE))
    with pytest.raises(UnknownEventType):
        parse(msgspec.structs.replace(envelope, type="cn.huijia.kitchen.kettle-lost.v1"))


@pytest.mark.parametrize(
    ("type_name", "key"),
    [
        (None, "x"),
        ("kettle-boiled", "x"),
        ("cn.huijia.kitchen.KettleBoiled.v1", "x"),
        ("cn.huijia.kitchen.kettle-boiled.v0", "x"),
        ("cn.huijia.kitchen.kettle-boiled.v1", "x"),
        ("cn.huijia.kitchen.kettle-cooled.v1", "y"),
        ("cn.huijia.kitchen.kettle-cooled.v1", None),
    ],
    ids=["no type", "no domain", "capitals", "version 0", "declared twice", "key no field", "no key"],
)
def test_a_wrong_declaration_fails_where_it_stands(type_name: str | None, key: str | None) -> None:
    with pytest.raises(BadEventDeclaration):

        class Wrong(DomainEvent, type=type_name, key=key):
            x: int

    assert "cn.huijia.kitchen.kettle-cooled.v1" not in event_types()


def test_an_event_cannot_be_changed() -> None:
    event = KettleBoiled(kettle_id=KETTLE)
    with pytest.raises(AttributeError):
        event.note = "x"
