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
