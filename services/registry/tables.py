"""What all tables of the registry share."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class RegistryTable(SQLModel, registry=registry()):
    """Base of the registry's tables; a metadata of its own, since other services have tables of the same names."""


class Versioned(RegistryTable):
    """A row of which a trigger keeps every superseded version in ``<table>_versions``, whoever updates it.

    The database refuses an update that does not raise ``revision`` by exactly one.
    """

    revision: int = 1
    valid_from: datetime = Field(sa_type=DateTime(timezone=True))
    """Since when the row stands as it is (UTC); the version before it was valid until then."""
    changed_by: str
    """The account or client that made this version; never a personal name."""
    change_reason: str
    """A verb phrase of the house (``register-birth``, ``import``, ``move`` …) or the clerk's own words."""
    source: str
    """What the version stands on: ``hand``, ``import``, ``birth``, ``death``, ``move`` …"""
    source_id: UUID | None = None
    """The import, birth, death or move meant by ``source``."""
    document_id: UUID | None = None
    """The paper that was shown for this version, where the act named one."""
