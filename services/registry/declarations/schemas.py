"""Declarations as they travel."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.adoptions.schemas import AdoptionEntry
from services.registry.births.schemas import BirthEntry
from services.registry.deaths.schemas import DeathEntry
from services.registry.divorces.schemas import DivorceEntry
from services.registry.marriages.schemas import MarriageEntry
from services.registry.payloads import Line, Payload


class BirthDeclaration(Payload):
    """A birth, as declared."""

    kind: Literal["birth"]
    entry: BirthEntry


class DeathDeclaration(Payload):
    """A death, as declared."""

    kind: Literal["death"]
    entry: DeathEntry


class MarriageDeclaration(Payload):
    """A marriage, as declared."""

    kind: Literal["marriage"]
    entry: MarriageEntry


class DivorceDeclaration(Payload):
    """A divorce, as declared."""

    kind: Literal["divorce"]
    entry: DivorceEntry


class AdoptionDeclaration(Payload):
    """An adoption, as declared."""

    kind: Literal["adoption"]
    entry: AdoptionEntry


DeclarationEntry = Annotated[
    BirthDeclaration | DeathDeclaration | MarriageDeclaration | DivorceDeclaration | AdoptionDeclaration,
    Field(discriminator="kind"),
]


class Rejection(Payload):
    """Why a declaration is turned down, in words that the person who declared can do something with."""

    reason: Line


class DeclarationOut(BaseModel):
    """A declaration: where it has got to, and what was declared (numbers masked)."""

    id: UUID
    revision: int
    kind: str
    state: str
    division: str
    declared_at: datetime
    declared_by: str
    verified_at: datetime | None
    verified_by: str | None
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
    event_id: UUID | None
    entry: dict[str, Any]
