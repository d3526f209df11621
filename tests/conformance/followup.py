"""The suite's own event and consumer: what is applied, and in which order, shows in the table ``effects``."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.cloudevents import DomainEvent
from chassis.subscriptions import Delivery, Subscriptions

TOPIC = "huijia.registry"

TABLES = """
CREATE TABLE effects (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, consumer text, subject text, number integer, member text
);
CREATE TABLE cures (subject text PRIMARY KEY);
"""


class Noted(DomainEvent, type="cn.huijia.registry.conformance-noted.v1", key="subject"):
    """A number for a subject; a spoiled one fails until the subject is in ``cures``."""

    subject: str
    number: int
    spoiled: bool = False


class Overlooked(DomainEvent, type="cn.huijia.registry.conformance-overlooked.v1", key="subject"):
    """Nobody handles this."""

    subject: str


class Spoiled(Exception):
    """What the handler raises for a poison message."""


_KEEP = text(
    "INSERT INTO effects (consumer, subject, number, member) VALUES (:consumer, :subject, :number, "
    "current_setting('application_name'))"
)
_CURED = text("SELECT 1 FROM cures WHERE subject = :subject")


def subscriptions(group: str = "followup") -> Subscriptions:
    """A consumer of ``Noted`` that writes what it applies to ``effects``."""

    async def keep(session: AsyncSession, event: Noted, delivery: Delivery[Any]) -> None:
        await session.execute(_KEEP, {"consumer": group, "subject": event.subject, "number": event.number})
        if event.spoiled and (await session.execute(_CURED, {"subject": event.subject})).first() is None:
            raise Spoiled("this one is off")

    return Subscriptions(service="followup", handlers={Noted: keep}, group=group)
