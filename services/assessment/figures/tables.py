"""Counts by measure, division and month."""

from datetime import date

from sqlmodel import Field, SQLModel


class Cell(SQLModel, table=True):
    """What a measure adds up to in one division and month; months without any have no row."""

    __tablename__ = "cells"

    measure: str = Field(primary_key=True)
    division: str = Field(primary_key=True)
    month: date = Field(primary_key=True)
    value: int
