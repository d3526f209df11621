"""What is wrong with the amounts of a scheme. Pure."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from services.incentives.schemes.charter import Where
from services.incentives.schemes.kinds import kinds
from services.incentives.schemes.model import Amount, Rate, Scheme, Test
from services.incentives.schemes.money import BadMoney, fen

Found = Iterator[tuple[Where, str]]
TestFaults = Callable[[Test, Where], Found]


def faults_of_amounts(scheme: Scheme, faults_of_test: TestFaults) -> Found:
    """All faults of amounts and top-ups."""
    last = len(scheme.amounts) - 1
    for index, amount in enumerate(scheme.amounts):
        where: Where = ("amounts", index)
        if (amount.when is None) != (index == last):
            yield where, "every amount but the last says for whom it is; the last is for all who are left"
        if amount.when is not None:
            yield from faults_of_test(amount.when, (*where, "when"))
        yield from _faults_of_facts(amount, where)
        yield from _faults_of_months(amount, where)
        if amount.assessed is None:
            yield from _faults_of_rates(scheme, amount.rates, amount.by, (*where, "rates"))
    for index, top_up in enumerate(scheme.top_ups):
        yield from _faults_of_rates(scheme, top_up.rates, None, ("top_ups", index, "rates"), gap=True)


def _faults_of_facts(amount: Amount, where: Where) -> Found:
    for name, wanted in (("by", "grade"), ("assessed", "fen")):
        fact = getattr(amount, name)
        if fact is not None and (fact not in kinds() or kinds()[fact].type != wanted):
            yield (*where, name), f"{fact!r} holds no {'amount' if wanted == 'fen' else wanted}"
    if amount.by is not None and amount.assessed is not None:
        yield (*where, "by"), "an assessed amount has no rates"
    if amount.assessed is not None and fen(amount.least) > fen(amount.most):
        yield (*where, "least"), "the least is more than the most"


def _faults_of_months(amount: Amount, where: Where) -> Found:
    months = amount.months
    if months is None:
        return
    for name, turn in (("from", months.since), ("to", months.to)):
        if turn is not None and (turn.fact not in kinds() or kinds()[turn.fact].type != "date"):
            yield (*where, "months", name, "fact"), f"{turn.fact!r} is no day to count an age from"
    for index, fact in enumerate(months.held):
        if fact not in kinds() or kinds()[fact].register:
            yield (*where, "months", "held", index), f"{fact!r} is nothing that somebody holds"
    since, to = months.since, months.to
    if since is not None and to is not None and since.fact == to.fact and since.turning > to.turning:
        yield (*where, "months", "to"), f"{to.turning} comes before {since.turning}"


def _faults_of_rates(scheme: Scheme, rates: tuple[Rate, ...], by: str | None, where: Where, gap: bool = False) -> Found:
    if rates and not gap and rates[0].since > scheme.effective_from:
        yield (*where, 0, "from"), "no rate is in force on the scheme's first day"
    for index, (before, after) in enumerate(pairwise(rates), start=1):
        if after.since <= before.since:
            yield (*where, index, "from"), f"overlaps: it begins no later than the rate before, from {before.since}"
    for index, rate in enumerate(rates):
        if rate.source not in scheme.sources:
            yield (*where, index, "source"), f"source {rate.source!r} is not among the sources"
        if (rate.by is not None) != (by is not None):
            yield (*where, index), "rates go by a fact where the amount does, and nowhere else"
        try:
            _ = rate.fen, rate.fen_by
        except BadMoney as error:
            yield (*where, index), str(error)
