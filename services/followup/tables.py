"""What all tables of follow-up care share."""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class FollowupTable(SQLModel, registry=registry()):
    """Base of this service's tables; a metadata of its own, since other services have tables of the same names."""
