"""Incidents. They name fields and routes, never what a field held."""

from sqlalchemy import Column, DateTime, MetaData, String, Table, Uuid
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
    Column("service", String, nullable=False),
    Column("route", String, nullable=False),
    Column("policy", String),
    Column("request_id", Uuid, nullable=False),
    Column("fields", JSONB, nullable=False),
)
