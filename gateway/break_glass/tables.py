"""Uses of break-glass (created by migration 0012)."""

from sqlalchemy import Column, Date, DateTime, LargeBinary, String, Table, Uuid

from gateway.auth.tables import metadata

break_glass = Table(
    "break_glass",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account", String, nullable=False),
    Column("role", String, nullable=False),
    Column("division", String, nullable=False),
    Column("widened_to", String, nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("session_id", Uuid, nullable=False),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("review_by", Date, nullable=False),
    Column("reviewed_by", String),
    Column("reviewed_at", DateTime(timezone=True)),
    Column("verdict", String),
    Column("note", LargeBinary),
)
