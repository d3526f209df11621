"""A scheme in memory. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from services.incentives.schemes.money import fen

For = Literal["person", "child"]
Place = Literal["registered", "residence"]
Keeps = Literal["none", "month", "whole"]
MonthOf = Literal["same", "following"]


class Text(msgspec.Struct, frozen=True):
    """Words in both languages."""

    zh: str
    en: str


class Test(msgspec.Struct, frozen=True, omit_defaults=True):
    """One test of a fact, or several of which all or any must hold. Only what is written is tested."""

    fact: str | None = None
    held: Literal[True] | None = None
    """Something is held on a day of the span."""
    turns_at_least: int | None = None
    """The age reached in the year, counted from the day that the fact names."""
    turns_at_most: int | None = None
    turns_below: int | None = None
    on_or_after: date | None = None
    on_or_before: date | None = None
    at_least: int | None = None
    at_most: int | None = None
    one_of: tuple[int, ...] | None = None
    within: tuple[str, ...] | None = None
    """Leading digits of divisions."""
    all: tuple["Test", ...] | None = None
    any: tuple["Test", ...] | None = None

    def operators(self) -> list[str]:
        """The names of what is tested here."""
        names = (name for name in self.__struct_fields__ if name not in ("fact", "all", "any"))
        return [name for name in names if getattr(self, name) is not None]

    def parts(self) -> tuple["Test", ...]:
        """The tests that this one is made of."""
        return (self.all or ()) + (self.any or ())

    def facts(self) -> Iterator[str]:
        """Every fact that is looked at."""
        if self.fact is not None:
            yield self.fact
        for part in self.parts():
            yield from part.facts()


class Condition(msgspec.Struct, frozen=True):
    """What must hold, in words that a person understands: ``title`` where it does, ``otherwise`` where it does not."""

    id: str
    title: Text
    otherwise: Text
    test: Test
    source: str


class Turning(msgspec.Struct, frozen=True):
    """The month of an age, reached after the day that ``fact`` names."""

    fact: str
    turning: int
    month: MonthOf


class Months(msgspec.Struct, frozen=True):
    """Which months of the year count. ``held``: those in which each of these facts is held, in part or whole."""

    since: Turning | None = msgspec.field(default=None, name="from")
    """The first month that counts."""
    to: Turning | None = None
    """The last month that counts."""
    held: tuple[str, ...] = ()


class Rate(msgspec.Struct, frozen=True):
    """So much from a day on. ``by``: by the value of the fact that the amount names."""

    source: str
    since: date = msgspec.field(name="from")
    yuan: int | str | None = None
    by: dict[str, int | str] | None = None
    county_sets: Literal[True] | None = None
    """No source names an amount; the county does, in its own file of the scheme."""

    @property
    def fen(self) -> int:
        """Zero where the rate goes by a fact, or is the county's to set."""
        return 0 if self.yuan is None else fen(self.yuan)

    @property
    def fen_by(self) -> dict[int, int]:
        """Value of the fact → fen."""
        return {int(value): fen(yuan) for value, yuan in (self.by or {}).items()}


class Amount(msgspec.Struct, frozen=True):
    """How much, for those whom ``when`` fits; of several, the first that fits counts."""

    per: Literal["year", "month"]
    rates: tuple[Rate, ...] = ()
    when: Test | None = None
    by: str | None = None
    """The fact whose value chooses the rate."""
    assessed: str | None = None
    """The fact whose value is the amount, between ``least`` and ``most``."""
    least: int | str = 0
    most: int | str = 0
    months: Months | None = None
    """Absent: the whole year counts."""


class TopUp(msgspec.Struct, frozen=True):
    """What a region adds, in addition to the amount and for the same months."""

    within: tuple[str, ...]
    per: Literal["year", "month"]
    rates: tuple[Rate, ...]


class Instalment(msgspec.Struct, frozen=True):
    """A part of the year's amount and the day on which it is due, as ``MM-DD``."""

    due: str
    parts: int


class Exit(msgspec.Struct, frozen=True):
    """What ends it, and how much of the span stays owed: all, up to the month of the end, or nothing."""

    event: Literal["death", "left-place", "turning", "fact-ended"]
    keeps: Keeps
    fact: str | None = None
    turning: int | None = None


class Document(msgspec.Struct, frozen=True):
    """A paper that is asked for, and the fact that it proves."""

    id: str
    title: Text
    proves: str | None = None


class Posting(msgspec.Struct, frozen=True):
    """How long the list hangs out, in working days, and what stands above it."""

    working_days: int
    heading: Text
    source: str


class Scheme(msgspec.Struct, frozen=True):
    """One version of one scheme."""

    id: str
    version: int
    effective_from: date
    title: Text
    subject: For = msgspec.field(name="for")
    place: Place
    fund: str
    conditions: tuple[Condition, ...]
    amounts: tuple[Amount, ...]
    instalments: tuple[Instalment, ...]
    exits: tuple[Exit, ...]
    documents: tuple[Document, ...]
    posting: Posting
    sources: dict[str, str]
    effective_to: date | None = None
    region: tuple[str, ...] = ()
    """Leading digits of the divisions where it is in force; none: everywhere."""
    yields_to: tuple[str, ...] = ()
    """Schemes that are paid instead of this one to those who are entitled to both."""
    top_ups: tuple[TopUp, ...] = ()

    @property
    def awaits_county(self) -> bool:
        """Whether an amount is still the county's to set: until then nobody is entitled by it."""
        rates = [each.rates for each in self.amounts] + [each.rates for each in self.top_ups]
        return any(rate.county_sets for part in rates for rate in part)

    def in_force(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def in_year(self, year: int) -> bool:
        """Whether it is in force on the last day of that year's cycle, or ends within it."""
        last = min(date(year, 12, 31), self.effective_to or date.max)
        return self.effective_from <= last and last >= date(year, 1, 1)

    def facts(self) -> set[str]:
        """Every fact that is looked at."""
        tests = [condition.test for condition in self.conditions]
        tests += [amount.when for amount in self.amounts if amount.when is not None]
        found = {fact for test in tests for fact in test.facts()}
        for amount in self.amounts:
            found |= {fact for fact in (amount.by, amount.assessed) if fact is not None}
            if amount.months is not None:
                found |= {turn.fact for turn in (amount.months.since, amount.months.to) if turn is not None}
                found |= set(amount.months.held)
        return found | {each.fact for each in self.exits if each.fact is not None}
