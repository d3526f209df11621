"""What sandbox clients did in their sandbox (created by the migration of the sandbox)."""

from sqlalchemy import Column, MetaData, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

sandbox_things = Table(
    "sandbox_things",
    metadata,
    Column("account", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("thing", JSONB, nullable=False),
)
