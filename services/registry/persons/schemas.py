"""Persons as they travel. Answers show identifiers masked; see ``read_identifiers`` for the whole ones."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from services.registry.documents.keep_document import OnPaper
from services.registry.payloads import (
    CalendarDate,
    DivisionCode,
    EthnicGroup,
    Line,
    MaritalStatus,
    Name,
    Number,
    OtherIdType,
    Payload,
    Phone,
    Relation,
    Sex,
)


class PersonOut(BaseModel):
    """A person, identifiers masked."""

    id: UUID
    revision: int
    name: str
    sex: int
    birth_date: date
    ethnic_group: str | None
    marital_status: str | None
    citizen_number: Annotated[str | None, Field(description="Masked: 341599**********12")]
    other_id_type: str | None
    other_id_number: Annotated[str | None, Field(description="Masked.")]
    phone: Annotated[str | None, Field(description="Masked: 190****1234")]
    registered_division: str
    residence_division: str
    residence_address: str | None
    household_id: UUID | None
    relation_to_head: str | None
    note: str | None
    living: bool
    died_on: date | None
    valid_from: datetime


class Identifiers(BaseModel):
    """A person's identifiers in full. Every reading is logged with its reason."""

    id: UUID
    citizen_number: str | None
    other_id_type: str | None
    other_id_number: str | None
    phone: str | None


class PersonEntry(OnPaper):
    """A person to be registered by hand."""

    name: Name
    sex: Sex
    birth_date: CalendarDate
    ethnic_group: EthnicGroup | None = None
    marital_status: MaritalStatus | None = None
    citizen_number: Number | None = None
    other_id_type: OtherIdType | None = None
    other_id_number: Number | None = None
    phone: Phone | None = None
    registered_division: DivisionCode
    residence_division: DivisionCode
    residence_address: Line | None = None
    household_id: UUID | None = None
    relation_to_head: Relation | None = None
    note: Line | None = None


class PersonPatch(OnPaper):
    """What is to be corrected; fields left out stay. A move, a household and a death have requests of their own."""

    reason: Line
    name: Name | None = None
    sex: Sex | None = None
    birth_date: CalendarDate | None = None
    ethnic_group: EthnicGroup | None = None
    marital_status: MaritalStatus | None = None
    citizen_number: Number | None = None
    other_id_type: OtherIdType | None = None
    other_id_number: Number | None = None
    phone: Phone | None = None
    residence_address: Line | None = None
    note: Line | None = None

    @field_validator("name", "sex", "birth_date")
    @classmethod
    def _stays(cls, value: object) -> object:
        if value is None:
            raise PydanticCustomError("needed", "不能清空 (cannot be taken away)")
        return value


class NamedPerson(BaseModel):
    """Somebody by name."""

    id: UUID
    name: str


class PersonSearch(Payload):
    """One thing to look for. It stands in the body, so that it comes into no address and no log."""

    citizen_number: Number | None = None
    """Exact."""
    name: Name | None = None
    """Characters, pinyin or initials; one wrong character or letter is forgiven."""
    phone: Phone | None = None
    """The whole number."""
    phone_ending: Annotated[str | None, Field(pattern="^[0-9]{4}$")] = None
    """The last four digits; only within a ``division``."""
    address: Line | None = None
    """Part of the address; one wrong character is forgiven."""
    division: DivisionCode | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20

    @model_validator(mode="after")
    def _one_thing(self) -> "PersonSearch":
        named = (self.citizen_number, self.name, self.phone, self.phone_ending, self.address)
        if sum(each is not None for each in named) != 1:
            raise PydanticCustomError("one_thing", "请只按一项查找 (look for exactly one thing)")
        if self.phone_ending is not None and self.division is None:
            raise PydanticCustomError("division_missing", "按尾号查找须限定区划 (four digits need a division)")
        return self
