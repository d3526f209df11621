"""Requests of people about their own data. Their words and our reasons are sealed (C10)."""

from sqlalchemy import Column, Date, DateTime, Integer, LargeBinary, MetaData, String, Table, Uuid

metadata = MetaData()

WORDS, REASON, DOCUMENT = "rights_requests.words", "rights_requests.reason", "rights_requests.document"

rights_requests = Table(
    "rights_requests",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("division", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("document_sealed", LargeBinary),
    Column("words_sealed", LargeBinary, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("answer_by_source", String, nullable=False),
    Column("taken_down_by", String, nullable=False),
    Column("outcome", String),
    Column("reason_sealed", LargeBinary),
    Column("reference", String),
    Column("answered_at", DateTime(timezone=True)),
    Column("answered_by", String),
    Column("revision", Integer, nullable=False),
)
