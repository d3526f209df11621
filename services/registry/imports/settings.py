"""Limits of an import, which an operator may set by environment; see docs/import.md."""

from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ImportSettings(BaseSettings):
    """Sizes in bytes."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    most_bytes: int = Field(300 << 20, validation_alias="HUIJIA_IMPORT_MOST_BYTES")
    most_rows: int = Field(2_000_000, validation_alias="HUIJIA_IMPORT_MOST_ROWS")
    most_memory: int = Field(1 << 30, validation_alias="HUIJIA_IMPORT_MOST_MEMORY")
    """Address space of the process that reads a file; what it uses of it is a fraction."""
    most_readers: int = Field(2, ge=1, validation_alias="HUIJIA_IMPORT_MOST_READERS")
    """Processes that share the rows of one large .csv."""
    shared_from: int = Field(4 << 20, validation_alias="HUIJIA_IMPORT_SHARED_FROM")
    """Files from this size on are shared: for a smaller one, a second process takes longer to start than it saves."""
    most_undone_at_once: int = Field(2_000, validation_alias="HUIJIA_IMPORT_MOST_UNDONE_AT_ONCE")
    """Persons of an import whose undo is still answered at once; a larger one is left to the worker."""


@cache
def import_settings() -> ImportSettings:
    """The settings of this process, read once."""
    return ImportSettings()
