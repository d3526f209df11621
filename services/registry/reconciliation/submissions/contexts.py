"""Sealing contexts, apart from the tables: the processes that read and compare load no database library."""

RECORD = "reconciliation.record"
"""Of a row's record: a JSON array in the order of the kind's columns."""
