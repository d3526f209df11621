"""What all tables of migrant services share."""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class MigrantsTable(SQLModel, registry=registry()):
    """Base of this service's tables; a metadata of its own, since other services have tables of the same names."""
