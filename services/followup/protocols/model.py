"""A protocol in memory, and the windows that its steps open for one anchor date. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from services.followup.protocols.offsets import parse_offset

Place = Literal["home", "clinic", "phone"]
Trigger = Literal["birth", "request", "referral"]
Subject = Literal["child", "mother", "person"]


class Text(msgspec.Struct, frozen=True):
    """Words in both languages."""

    zh: str
    en: str


class ConsentText(msgspec.Struct, frozen=True):
    """What a person is told before they agree (PIPL art. 17 and 30); a consent names its version."""

    version: str
    zh: str
    en: str


class Record(msgspec.Struct, frozen=True):
    """Something a visit may note down in structured form."""

    id: str
    title: Text
    type: Literal["number", "text", "yes-no"]
    unit: str | None = None


class Repeat(msgspec.Struct, frozen=True):
    """The step comes ``times`` times in all, ``every`` so often."""

    every: str
    times: int


class Step(msgspec.Struct, frozen=True):
    """One visit of a protocol, or a row of equal ones; spans are ISO 8601 and count from the anchor."""

    id: str
    title: Text
    place: Place
    earliest: str
    due: str
    latest: str
    source: str
    window: Literal["from-source"] | dict[str, str]
    repeat: Repeat | None = None
    records: tuple[Record, ...] = ()


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
    trigger: Trigger
    subject: Subject = msgspec.field(name="for")
    anchor: Text
    consent_text: ConsentText
    sources: dict[str, str]
    steps: tuple[Step, ...]
    effective_to: date | None = None
    """The last day on which plans of this version are offered; active plans go on."""

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
        """Every visit for ``anchor``, by due date."""
        windows = [window for step in self.steps for window in _windows(step, anchor)]
        return sorted(windows, key=lambda window: (window.due_on, window.step.id))

    def windows_open_after(self, anchor: date, day: date) -> list[Window]:
        """The visits that can still be in time on ``day`` or later: nobody is owed a visit in the past."""
        return [window for window in self.windows(anchor) if window.latest_on >= day]


def _windows(step: Step, anchor: date) -> Iterator[Window]:
    earliest, due, latest = (parse_offset(text) for text in (step.earliest, step.due, step.latest))
    for number in range(step.repeat.times if step.repeat else 1):
        start = parse_offset(step.repeat.every).after(anchor, number) if step.repeat else anchor
        yield Window(step, number + 1, earliest.after(start), due.after(start), latest.after(start))
