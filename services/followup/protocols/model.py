"""A protocol in memory, and the windows that its steps open for one anchor date. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from services.followup.protocols.offsets import parse_offset

Place = Literal["home", "clinic", "phone"]
Trigger = Literal["birth", "request", "referral", "age"]
Subject = Literal["child", "mother", "person"]
Level = Literal["village", "township"]
Outcome = Literal["done", "phone_instead", "declined", "not_found", "moved", "referred", "died"]

RETRIED: tuple[Outcome, ...] = ("not_found", "phone_instead", "moved")
"""What another try can follow: nobody was there; a call where a meeting is owed; a word that they have moved."""

MOST_REPEATS = 60
"""However far away the end of a repeated step lies."""


class Text(msgspec.Struct, frozen=True):
    """Words in both languages."""

    zh: str
    en: str


class ConsentText(msgspec.Struct, frozen=True):
    """What a person is told before they agree (PIPL art. 17 and 30); a consent names its version."""

    version: str
    zh: str
    en: str


class Referral(msgspec.Struct, frozen=True):
    """A finding that leads to a referral: true or false, above or below a value."""

    record: str
    is_: bool | None = msgspec.field(default=None, name="is")
    above: float | None = None
    below: float | None = None

    def holds(self, value: object) -> bool:
        """Whether ``value``, found at a visit, leads to a referral."""
        if self.is_ is not None:
            return value is self.is_
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return (self.above is not None and value > self.above) or (self.below is not None and value < self.below)


class Record(msgspec.Struct, frozen=True):
    """Something a visit may note down in structured form."""

    id: str
    title: Text
    type: Literal["number", "text", "yes-no"]
    unit: str | None = None


class Repeat(msgspec.Struct, frozen=True):
    """The step comes ``every`` so often: ``times`` in all, or as long as it is due by ``until``."""

    every: str
    times: int | None = None
    until: str | None = None


class Condition(msgspec.Struct, frozen=True):
    """One of these outcomes of an earlier step."""

    step: str
    outcomes: tuple[Outcome, ...]


class Retry(msgspec.Struct, frozen=True):
    """The next try comes ``within`` a span; so many in all; by phone after so many."""

    within: str
    at_most: int
    phone_after: int | None = None


class Age(msgspec.Struct, frozen=True):
    """Offered to people of so many completed years, once in such a span at most."""

    from_years: int = msgspec.field(name="from")
    offered_every: str


class Step(msgspec.Struct, frozen=True):
    """One visit of a protocol, or a row of equal ones; spans are ISO 8601 and count from the anchor.

    A step with ``only_if`` is owed only after that outcome, and counts from the day of it.
    """

    id: str
    title: Text
    place: Place
    earliest: str
    due: str
    latest: str
    source: str
    window: Literal["from-source"] | dict[str, str]
    by: Level = "village"
    in_person: bool = False
    """Whether a call is no more than a try: the protocol asks for a meeting."""
    repeat: Repeat | None = None
    only_if: Condition | None = None
    skip_if: Condition | None = None
    records: tuple[Record, ...] = ()
    refer_if: tuple[Referral, ...] = ()

    def windows(self, start: date) -> "Iterator[Window]":
        """The visits of this step, counted from ``start``."""
        earliest, due, latest = (parse_offset(text) for text in (self.earliest, self.due, self.latest))
        end = parse_offset(self.repeat.until).after(start) if self.repeat and self.repeat.until else date.max
        for number in range(self.most_times):
            from_day = parse_offset(self.repeat.every).after(start, number) if self.repeat else start
            if due.after(from_day) <= end:
                yield Window(self, number + 1, earliest.after(from_day), due.after(from_day), latest.after(from_day))

    @property
    def most_times(self) -> int:
        """How many visits of this step there are at most."""
        return (self.repeat.times or MOST_REPEATS) if self.repeat else 1


class Window(msgspec.Struct, frozen=True):
    """When one visit is owed: calendar dates, ``earliest_on`` ≤ ``due_on`` ≤ ``latest_on``."""

    step: Step
    occurrence: int
    """1 for the first of a repeated step."""
    earliest_on: date
    due_on: date
    latest_on: date


class Protocol(msgspec.Struct, frozen=True):
    """One version of one protocol."""

    id: str
    version: int
    effective_from: date
    title: Text
    trigger: Trigger | tuple[Trigger, ...]
    subject: Subject = msgspec.field(name="for")
    anchor: Text
    consent_text: ConsentText
    sources: dict[str, str]
    steps: tuple[Step, ...]
    effective_to: date | None = None
    """The last day on which plans of this version are offered; active plans go on."""
    age: Age | None = None
    ends_on: Literal["birth"] | None = None
    retries: dict[Outcome, Retry] = {}

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """All that it is offered for."""
        return (self.trigger,) if isinstance(self.trigger, str) else self.trigger

    def in_force(self, on: date) -> bool:
        """Whether new plans of this version are offered on that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def step(self, step_id: str) -> Step:
        """Raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def windows(self, anchor: date) -> list[Window]:
        """Every visit that ``anchor`` alone brings about, by due date."""
        windows = [window for step in self.steps if step.only_if is None for window in step.windows(anchor)]
        return sorted(windows, key=lambda window: (window.due_on, window.step.id))

    def windows_open_after(self, anchor: date, day: date) -> list[Window]:
        """The visits that can still be in time on ``day`` or later: nobody is owed a visit in the past."""
        return [window for window in self.windows(anchor) if window.latest_on >= day]

    def retry(self, step_id: str, outcome: Outcome) -> Retry | None:
        """What the next try is made by, where this outcome of this step calls for one."""
        if outcome not in RETRIED or (outcome == "phone_instead" and not self.step(step_id).in_person):
            return None
        return self.retries.get(outcome)

    def brought_about_by(self, step_id: str, outcome: str) -> list[Step]:
        """The steps that are owed because this step had this outcome."""
        return [s for s in self.steps if s.only_if and s.only_if.step == step_id and outcome in s.only_if.outcomes]

    def skipped_by(self, step_id: str, outcome: str) -> list[Step]:
        """The steps that are not owed any more because this step had this outcome."""
        return [s for s in self.steps if s.skip_if and s.skip_if.step == step_id and outcome in s.skip_if.outcomes]
