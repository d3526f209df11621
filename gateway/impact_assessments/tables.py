"""Impact assessments (created by their migration)."""

from sqlalchemy import Column, Date, DateTime, Integer, MetaData, String, Table
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

impact_assessments = Table(
    "impact_assessments",
    metadata,
    Column("activity", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("reasons", JSONB, nullable=False),
    Column("told", JSONB, nullable=False),
    Column("assessed_at", DateTime(timezone=True), nullable=False),
    Column("assessed_by", String, nullable=False),
    Column("decision", String),
    Column("decided_at", DateTime(timezone=True)),
    Column("decided_by", String),
    Column("grounds", String),
    Column("review_on", Date),
)
