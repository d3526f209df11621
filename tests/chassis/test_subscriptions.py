"""A subscription that could never be served stops the start-up."""

from typing import Any

import pytest

from chassis.cloudevents import DomainEvent
from chassis.subscriptions import BadSubscription, Subscriptions


class BellRung(DomainEvent, type="cn.huijia.tower.bell-rung.v1", key="bell"):
    bell: str


class Undeclared:
    type = "cn.huijia.tower.bell-lost.v1"
    topic = "huijia.tower"


async def listen(session: Any, event: Any, delivery: Any) -> None: ...


def test_topics_and_group_follow_from_the_handlers() -> None:
    subscriptions = Subscriptions(service="followup", handlers={BellRung: listen})
    assert (subscriptions.topics, subscriptions.group) == (["huijia.tower"], "followup")
    assert subscriptions.handler(BellRung.type) is listen
    assert subscriptions.handler("cn.huijia.tower.bell-lost.v1") is None


def test_a_type_that_no_contract_declares_is_refused() -> None:
    with pytest.raises(BadSubscription, match="Undeclared"):
        Subscriptions(service="followup", handlers={Undeclared: listen})  # type: ignore[dict-item]


def test_a_group_belongs_to_its_service() -> None:
    Subscriptions(service="followup", handlers={}, group="followup.rebuild")
    with pytest.raises(BadSubscription):
        Subscriptions(service="followup", handlers={}, group="registry")
