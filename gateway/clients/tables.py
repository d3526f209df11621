"""Keys, former secrets and used assertions (created by migration 0006); certificates (migration 0014)."""

from sqlalchemy import Column, DateTime, LargeBinary, MetaData, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

client_keys = Table(
    "client_keys",
    metadata,
    Column("account", String, primary_key=True),
    Column("key_id", String, primary_key=True),
    Column("algorithm", String, nullable=False),
    Column("public_key", JSONB, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("added_by", String, nullable=False),
    Column("retired_at", DateTime(timezone=True)),
    Column("retired_by", String),
    Column("change_id", Uuid),
)
former_secrets = Table(
    "former_secrets",
    metadata,
    Column("account", String, primary_key=True),
    Column("secret", String, nullable=False),
    Column("valid_until", DateTime(timezone=True), nullable=False),
)
client_certificates = Table(
    "client_certificates",
    metadata,
    Column("thumbprint", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("not_after", DateTime(timezone=True), nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("added_by", String, nullable=False),
    Column("retired_at", DateTime(timezone=True)),
    Column("retired_by", String),
    Column("change_id", Uuid),
)
used_assertions = Table(
    "used_assertions",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)
