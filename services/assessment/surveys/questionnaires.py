"""Questionnaires as data: read whole and typed, or the service does not start."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from chassis.data_files import Words, read_data

About = Literal["knowledge", "satisfaction", "respect"]


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer. ``good`` is what it counts as; without it the answer counts for nothing."""

    id: str
    text: Words
    good: bool | None = None


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question, answered by one option."""

    id: str
    about: About
    text: Words
    options: tuple[Option, ...]


class Doubts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an interviewer's answers are looked at again."""

    least_seconds: int
    """Half of the interviews were shorter."""
    same_option: float
    """Such a part has the same place in the list ticked throughout."""
    alike: float
    """Such a part is like another of the interviewer's, answer for answer."""
    from_answers: int
    """Fewer than these tell nothing."""


class Questionnaire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked, of how many, and from how many answers on results are shown."""

    id: str
    version: int
    title: Words
    effective_from: date
    source: str
    at_least: int
    part: float
    least_age: int
    shown_from: int
    questions: tuple[Question, ...]
    doubts: Doubts

    def question(self, question_id: str) -> Question | None:
        """One of them."""
        return next((each for each in self.questions if each.id == question_id), None)


@cache
def questionnaires() -> dict[tuple[str, int], Questionnaire]:
    """All, by id and version. Raises BadDataFile."""
    files = sorted(Path(__file__).parent.glob("*.v*.yaml"))
    return {(each.id, each.version): each for each in (read_data(path, Questionnaire) for path in files)}


def newest(questionnaire_id: str, on: date) -> Questionnaire | None:
    """The version in use on a day, if there is one."""
    known = [each for each in questionnaires().values() if each.id == questionnaire_id and each.effective_from <= on]
    return max(known, key=lambda each: each.effective_from, default=None)
