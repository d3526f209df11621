"""Incidents, and the steps taken about them. They name fields and routes, never what a field held."""

from sqlalchemy import Column, DateTime, Integer, LargeBinary, MetaData, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

incidents = Table(
    "incidents",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", String, nullable=False),
    Column("account", String, nullable=False),
    Column("department", String),
    Column("service", String),
    Column("route", String),
    Column("policy", String),
    Column("request_id", Uuid, nullable=False),
    Column("fields", JSONB, nullable=False),
    Column("noted_by", String),
    Column("words", LargeBinary),
    Column("noticed_at", DateTime(timezone=True), nullable=False),
    Column("state", String, nullable=False),
    Column("next_due_at", DateTime(timezone=True)),
)

incident_steps = Table(
    "incident_steps",
    metadata,
    Column("incident_id", Uuid, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("taken_at", DateTime(timezone=True), nullable=False),
    Column("taken_by", String, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
