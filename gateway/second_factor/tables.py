"""Second factors and recovery codes (created by migration 0008)."""

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, String, Table

from gateway.auth.tables import metadata

second_factors = Table(
    "second_factors",
    metadata,
    Column("account", String, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("shown_at", DateTime(timezone=True), nullable=False),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("last_step", BigInteger, nullable=False),
)
recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("account", String, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
)
