"""Order per key holds whatever the mix of handlers; set-wise handlers get sets as large as order allows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chassis.bus.dispatch import dispatch, stages
from chassis.cloudevents import DomainEvent
from chassis.subscriptions import Delivery, Subscriptions, each_set


class DoorOpened(DomainEvent, type="cn.huijia.gatehouse.door-opened.v1", key="door"):
    door: str


class DoorClosed(DomainEvent, type="cn.huijia.gatehouse.door-closed.v1", key="door"):
    door: str


class DoorPainted(DomainEvent, type="cn.huijia.gatehouse.door-painted.v1", key="door"):
    door: str


def _delivery(kind: type[DomainEvent], door: str, position: int) -> Delivery[Any]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    event = kind(door=door)
    return Delivery(event=event, id=str(position), time=at, topic=kind.topic, partition=0, position=position, key=door)


class Log:
    """Handlers that note each call."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []

    async def one(self, _: Any, event: Any, delivery: Delivery[Any]) -> None:
        self.calls.append([delivery.position])

    async def many(self, _: Any, deliveries: Sequence[Delivery[Any]]) -> None:
        self.calls.append([delivery.position for delivery in deliveries])

    def subscriptions(self, *set_wise: type[DomainEvent]) -> Subscriptions:
        kinds = (DoorOpened, DoorClosed, DoorPainted)
        handlers: Any = {k: each_set(self.many) if k in set_wise else self.one for k in kinds}
        return Subscriptions(service="followup", handlers=handlers)


def _deliveries(text: str) -> list[Delivery[Any]]:
    """``Oa Cb``: door a opened, door b closed."""
    kinds = {"O": DoorOpened, "C": DoorClosed, "P": DoorPainted}
    return [_delivery(kinds[word[0]], word[1], n) for n, word in enumerate(text.split())]


async def test_without_set_wise_handlers_the_bus_s_order_stays() -> None:
    log = Log()
    await dispatch(None, log.subscriptions(), _deliveries("Oa Cb Pa Ob Ca"))  # type: ignore[arg-type]
    assert log.calls == [[0], [1], [2], [3], [4]]


async def test_equal_types_come_as_one_set() -> None:
    log = Log()
    await dispatch(None, log.subscriptions(DoorOpened, DoorClosed), _deliveries("Oa Ca Ob Cb Oc"))  # type: ignore[arg-type]
    assert log.calls == [[0, 2, 4], [1, 3]]


async def test_a_set_ends_where_its_key_saw_something_else() -> None:
    log = Log()
    await dispatch(None, log.subscriptions(DoorOpened), _deliveries("Oa Ca Oa Ob"))  # type: ignore[arg-type]
    assert log.calls == [[0, 3], [1], [2]]


@given(st.lists(st.tuples(st.sampled_from("OCP"), st.sampled_from("abc")), max_size=30))
def test_each_key_keeps_its_order_and_nothing_is_lost(words: list[tuple[str, str]]) -> None:
    deliveries = _deliveries(" ".join(kind + door for kind, door in words))
    arranged = [
        d for stage in stages(Log().subscriptions(DoorOpened, DoorPainted), deliveries) for d in stage.deliveries
    ]
    assert sorted(d.position for d in arranged) == list(range(len(words)))
    for door in "abc":
        positions = [d.position for d in arranged if d.key == door]
        assert positions == sorted(positions)
