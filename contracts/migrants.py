"""What migrant services tell the house: moves that people declared, and services that went with them.

Nothing here says which care somebody gets: a service is an id of the service that keeps it (C5).
"""

from datetime import date
from uuid import UUID

from chassis.cloudevents import DomainEvent


class MovementDeclared(DomainEvent, type="cn.huijia.migrants.movement-declared.v1", key="movement_id"):
    """People said that they moved, or asked for a service at their new place (C8). The register's residence follows.

    The registry answers for each person with PersonMoved or DeclaredMoveRefused.
    """

    movement_id: UUID
    person_ids: list[UUID]
    """Who moved; who stayed behind is not named."""
    to_division: str
    moved_on: date


class BalanceClosed(DomainEvent, type="cn.huijia.migrants.balance-closed.v1", key="day"):
    """The nightly balance of who lives where. Numbers alone."""

    day: date
    counted: int
    """Living people of the register, wherever they live."""
    difference: int
    """By how much counts and sums of changes differ, over all counties; nothing is right."""
    faults: dict[str, int]
    """How many people are to be looked at, by kind: ``not-followed``, ``place-differs`` …"""


class HandoverOpened(DomainEvent, type="cn.huijia.migrants.handover-opened.v1", key="handover_id"):
    """A handover of services was offered (side ``gives``) or has come (side ``takes``): an answer is owed."""

    handover_id: UUID
    side: str
    division: str
    """Of this side: where the people lived, or live now."""
    offered_on: date
    due_on: date


class HandoverClosed(DomainEvent, type="cn.huijia.migrants.handover-closed.v1", key="handover_id"):
    """A handover is over: ``released``, ``declined``, ``withdrawn`` or ``timed-out``."""

    handover_id: UUID
    side: str
    division: str
    outcome: str
    offered_on: date
    due_on: date
    closed_on: date


class ServicesReleased(DomainEvent, type="cn.huijia.migrants.services-released.v1", key="handover_id"):
    """Another county has taken these services: they end here, all but what is paid by household registration.

    Services are ids of those who keep them; none says what it is (C5). Whoever keeps one checks that it is of one of
    these persons.
    """

    handover_id: UUID
    person_ids: list[UUID]
    care_plans: list[UUID]
    referrals: list[UUID]
    entitlements: list[UUID]
    released_on: date


class ConfirmationUnresolved(DomainEvent, type="cn.huijia.migrants.confirmation-unresolved.v1", key="confirmation_id"):
    """Two counties could not settle where somebody lives: it goes to the monthly meeting, as a reference alone."""

    confirmation_id: UUID
    peer: str
    kind: str
    """``unanswered``, ``both-claim``, ``none-claims`` or ``stale``."""
    division: str
    asked_on: date


class ConfirmationClosed(DomainEvent, type="cn.huijia.migrants.confirmation-closed.v1", key="confirmation_id"):
    """Both counties say the same now (``agreed``), or give the same reason why they cannot (``explained``)."""

    confirmation_id: UUID
    side: str
    division: str
    how: str
    asked_on: date
    closed_on: date
