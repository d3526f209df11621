"""Changes of access (created by migration 0016): proposed by one, decided by another or lapsed, never altered."""

from sqlalchemy import Column, DateTime, MetaData, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

access_changes = Table(
    "access_changes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", String, nullable=False),
    Column("account", String, nullable=False),
    Column("told", JSONB, nullable=False),
    Column("secret", String),
    Column("state", String, nullable=False),
    Column("proposed_at", DateTime(timezone=True), nullable=False),
    Column("proposed_by", String, nullable=False),
    Column("lapses_at", DateTime(timezone=True)),
    Column("decided_at", DateTime(timezone=True)),
    Column("decided_by", String),
)
