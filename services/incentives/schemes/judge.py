"""The rules that a scheme must keep beyond its schema; each fault with its path in the file. Pure."""

from collections.abc import Iterator
from datetime import date

from services.incentives.schemes.charter import Where, broken_rule, faults_by_charter
from services.incentives.schemes.judge_amounts import faults_of_amounts
from services.incentives.schemes.kinds import kinds, operators_of
from services.incentives.schemes.model import Exit, Scheme, Test

Found = Iterator[tuple[Where, str]]
_LEAP_DAY = "02-29"


def faults_of(file_name: str, scheme: Scheme) -> Found:
    """All faults of one scheme."""
    if file_name != f"{scheme.id}.v{scheme.version}.yaml":
        yield ("id",), f"the file's name must be {scheme.id}.v{scheme.version}.yaml"
    if scheme.effective_to is not None and scheme.effective_to < scheme.effective_from:
        yield ("effective_to",), "ends before it begins"
    if scheme.id in scheme.yields_to:
        yield ("yields_to",), "a scheme cannot yield to itself"
    yield from faults_by_charter(scheme)
    yield from _faults_of_conditions(scheme)
    yield from faults_of_amounts(scheme, faults_of_test)
    yield from _faults_of_instalments(scheme)
    yield from _faults_of_exits(scheme)
    yield from _faults_of_words(scheme)


def _faults_of_conditions(scheme: Scheme) -> Found:
    seen: set[str] = set()
    for index, condition in enumerate(scheme.conditions):
        if condition.id in seen:
            yield ("conditions", index, "id"), f"condition {condition.id!r} stands twice"
        seen.add(condition.id)
        if condition.source not in scheme.sources:
            yield ("conditions", index, "source"), f"source {condition.source!r} is not among the sources"
        yield from faults_of_test(condition.test, ("conditions", index, "test"))


def faults_of_test(test: Test, where: Where) -> Found:
    """What is wrong with a test: a fact that nobody may ask for, or one that cannot be tested so."""
    made_of = [name for name, part in (("fact", test.fact), ("all", test.all), ("any", test.any)) if part is not None]
    if len(made_of) != 1:
        yield where, "a test has one of fact, all, any"
    elif test.fact is None and test.operators():
        yield where, f"{test.operators()[0]} tests no fact"
    elif test.fact is not None:
        yield from _faults_of_fact(test, where)
    for name in ("all", "any"):
        for index, part in enumerate(getattr(test, name) or ()):
            yield from faults_of_test(part, (*where, name, index))


def _faults_of_fact(test: Test, where: Where) -> Found:
    fact = test.fact or ""
    kind = kinds().get(fact)
    if kind is None:
        rule = broken_rule(fact)
        reason = f"breaks rule {rule} of the charter" if rule else "is not a kind of fact that may be asked for"
        yield (*where, "fact"), f"{fact!r} {reason}"
        return
    if not test.operators():
        yield where, f"nothing is tested of {fact!r}"
    for operator in test.operators():
        if operator not in operators_of(kind):
            yield (*where, operator), f"{operator} cannot be tested of {fact!r}"


def _faults_of_instalments(scheme: Scheme) -> Found:
    days = [part.due for part in scheme.instalments]
    for index, due in enumerate(days):
        try:
            date.fromisoformat(f"2027-{due}")
        except ValueError:
            yield ("instalments", index, "due"), f"not every year has a {due}" if due == _LEAP_DAY else "no such day"
    if days != sorted(set(days)):
        yield ("instalments",), "instalments stand in the order of their days"


def _faults_of_exits(scheme: Scheme) -> Found:
    if not any(each.event == "death" for each in scheme.exits):
        yield ("exits",), "what follows a death must be said"
    seen: set[tuple[str, str | None]] = set()
    for index, each in enumerate(scheme.exits):
        where = ("exits", index)
        if (each.event, each.fact) in seen:
            yield where, f"the exit {each.event} stands twice"
        seen.add((each.event, each.fact))
        yield from _faults_of_exit(each, where)


def _faults_of_exit(each: Exit, where: Where) -> Found:
    kind = kinds().get(each.fact or "")
    if (each.event in ("turning", "fact-ended")) != (each.fact is not None):
        yield where, f"{each.event} and a fact do not fit"
    elif (each.event == "turning") != (each.turning is not None):
        yield where, f"{each.event} and an age do not fit"
    elif each.fact is not None and kind is None:
        yield (*where, "fact"), f"{each.fact!r} is not a kind of fact that may be asked for"
    elif each.event == "turning" and kind is not None and kind.type != "date":
        yield (*where, "fact"), f"{each.fact!r} is no day to count an age from"
    elif each.event == "fact-ended" and kind is not None and kind.register:
        yield (*where, "fact"), f"{each.fact!r} does not end"


def _faults_of_words(scheme: Scheme) -> Found:
    if scheme.posting.source not in scheme.sources:
        yield ("posting", "source"), f"source {scheme.posting.source!r} is not among the sources"
    for index, document in enumerate(scheme.documents):
        if document.proves is not None and document.proves not in kinds():
            yield ("documents", index, "proves"), f"{document.proves!r} is not a kind of fact that may be asked for"
    private = sorted(fact for fact in scheme.facts() if fact in kinds() and kinds()[fact].private)
    if private and scheme.posting.heading == scheme.title:
        # C5: who reads the list in the village must not learn of an illness, a loss or a hardship.
        yield ("posting", "heading"), f"the public heading must not say what {private[0]!r} is about"
