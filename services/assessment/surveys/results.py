"""A survey's results: shares weighted by village, with the interval of a stratified sample. Pure.

Each village's answers stand for all its adults: the share is the mean of the villages' shares, weighted by their
adults, and its variance the sum of theirs with the correction for a sample of a finite number (Cochran, Sampling
Techniques, 3rd ed., chapter 5).
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from services.assessment.surveys.questionnaires import Question


class Village(NamedTuple):
    """Adults of a village, and the answers that came from it."""

    residents: int
    answers: Sequence[Mapping[str, str]]


class Share(NamedTuple):
    """A share of the adults, with its interval; ``answers`` is how many told of it."""

    answers: int
    share: float | None
    low: float | None
    high: float | None


def share_of(question: Question, villages: Sequence[Village], shown_from: int, z: float) -> Share:
    """The share that gave a good answer; only where at least ``shown_from`` answered, so that nobody is told apart."""
    good = {option.id: option.good for option in question.options if option.good is not None}
    told = [(village.residents, _told(question, good, village.answers)) for village in villages]
    told = [(residents, answers) for residents, answers in told if answers]
    number = sum(len(answers) for _, answers in told)
    if number < max(shown_from, 1):
        return Share(number, None, None, None)
    whole = sum(residents for residents, _ in told)
    mean = sum(residents * sum(answers) / len(answers) for residents, answers in told) / whole
    spread = z * sqrt(sum((residents / whole) ** 2 * _variance(residents, answers) for residents, answers in told))
    return Share(number, round(mean, 4), round(max(mean - spread, 0), 4), round(min(mean + spread, 1), 4))


def _told(question: Question, good: Mapping[str, bool], answers: Sequence[Mapping[str, str]]) -> list[bool]:
    chosen = [each.get(question.id, "") for each in answers]
    return [good[option] for option in chosen if option in good]


def _variance(residents: int, answers: Sequence[bool]) -> float:
    number = len(answers)
    # A village where all said the same is not thereby known exactly: half an answer each way is added (Agresti–Coull).
    share = (sum(answers) + 0.5) / (number + 1)
    return share * (1 - share) / number * max(1 - number / residents, 0)
