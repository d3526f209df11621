"""Whom a survey asks, what an answer counts for, and what makes answers doubtful. Pure."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from statistics import median
from typing import NamedTuple
from uuid import UUID

from services.assessment.surveys.questionnaires import Doubts, Questionnaire

COUNTED, AGAIN, OUT_OF_SAMPLE, LATE = "counted", "again", "out-of-sample", "late"


def draw(seed: str, residents: Sequence[UUID], at_least: int, part: float) -> list[UUID]:
    """The residents of one village who are asked: the first in the order of SHA-256 over seed and id.

    Whoever has the seed and the ids can draw again and must come to the same people.
    """
    wanted = min(max(at_least, ceil(part * len(residents))), len(residents))
    return sorted(residents, key=lambda each: hashlib.sha256(f"{seed}:{each}".encode()).digest())[:wanted]


def is_of_age(birth_date: date, on: date, least_age: int) -> bool:
    """Whether somebody is at least so old on a day."""
    passed = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (not passed) >= least_age


def verdict(opens_on: date, closes_on: date, on: date, in_sample: bool, answered: bool) -> str:
    """What becomes of an answer: counted, or kept apart and why."""
    if not in_sample:
        return OUT_OF_SAMPLE
    if not opens_on <= on <= closes_on:
        return LATE
    return AGAIN if answered else COUNTED


def faults_of_answers(asked: Questionnaire, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """(question, what is wrong) for each answer to no question, and with no option that there is."""
    faults = []
    for question_id, option in answers.items():
        question = asked.question(question_id)
        if question is None:
            faults.append((question_id, "no such question"))
        elif option not in [each.id for each in question.options]:
            faults.append((question_id, "no such option"))
    return faults


class Interview(NamedTuple):
    """One interview: by whom, in how many seconds, and which place in each list was ticked."""

    interviewer: str
    seconds: int | None
    ticked: tuple[int, ...]


class Doubt(NamedTuple):
    """Why an interviewer's answers are looked at again."""

    interviewer: str
    interviews: int
    reasons: tuple[str, ...]


def doubtful(interviews: Sequence[Interview], limits: Doubts) -> list[Doubt]:
    """The interviewers whose answers came too fast, down one column, or alike."""
    by_interviewer: dict[str, list[Interview]] = {}
    for each in interviews:
        by_interviewer.setdefault(each.interviewer, []).append(each)
    found = [Doubt(who, len(own), _reasons(own, limits)) for who, own in sorted(by_interviewer.items())]
    return [each for each in found if each.reasons]


def _reasons(own: Sequence[Interview], limits: Doubts) -> tuple[str, ...]:
    if len(own) < limits.from_answers:
        return ()
    seconds = [each.seconds for each in own if each.seconds is not None]
    alike = Counter(each.ticked for each in own)
    doubted = {
        "fast": bool(seconds) and median(seconds) < limits.least_seconds,
        "straight": sum(len(set(each.ticked)) == 1 for each in own) >= limits.same_option * len(own),
        "alike": sum(number for number in alike.values() if number > 1) >= limits.alike * len(own),
    }
    return tuple(reason for reason, is_so in doubted.items() if is_so)
