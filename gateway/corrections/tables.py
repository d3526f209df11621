"""Notices of corrections, one for each department that had been shown the person."""

from sqlalchemy import Column, Date, DateTime, Integer, MetaData, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

correction_notices = Table(
    "correction_notices",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("correction_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("department", String, nullable=False),
    Column("fields", JSONB, nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("last_looked_at", DateTime(timezone=True), nullable=False),
    Column("last_request_id", Uuid, nullable=False),
    Column("told_at", DateTime(timezone=True), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("acknowledged_at", DateTime(timezone=True)),
    Column("acknowledged_by", String),
    Column("looks", Integer, nullable=False),
)
