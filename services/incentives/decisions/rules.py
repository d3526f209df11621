"""Decides claims from facts alone. Pure: the same scheme and facts give the same result on any day."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from services.incentives.eligibility.evaluate import SOME_MONTH, conditions_of, evaluate, month_by_month
from services.incentives.eligibility.people import of_snapshots
from services.incentives.schemes.model import Scheme


class Verdict(NamedTuple):
    """Whether somebody is entitled, to how much for which months, and which conditions are met."""

    entitled: bool
    amount_fen: int
    months_fen: list[int]
    met: dict[str, bool]


def decide(scheme: Scheme, year: int, snapshots: Sequence[Any]) -> list[Verdict]:
    """One verdict for each of them, in their order."""
    if not snapshots:
        return []
    people = of_snapshots(snapshots)
    met = dict(conditions_of(scheme, people, year))
    found = evaluate(scheme, people, year)
    amounts = dict(zip(found.rows.tolist(), found.fen.tolist(), strict=True))
    months = month_by_month(scheme, people, year).tolist()
    return [_verdict({name: bool(mask[row]) for name, mask in met.items()}, amounts.get(row, 0), months[row])
            for row in range(people.size)]  # fmt: skip


def _verdict(met: dict[str, bool], amount: int, months: list[int]) -> Verdict:
    if all(met.values()):
        met[SOME_MONTH] = amount > 0
    return Verdict(amount > 0, amount, months if amount else [0] * len(months), met)
