"""The rules that an indicator must keep beyond its schema; each fault with its path in the file. Pure."""

from collections.abc import Iterator

from services.assessment.facts.kinds import KINDS
from services.assessment.indicators.charter import faults_by_charter
from services.assessment.indicators.expressions import BadExpression, parse, texts_beside, unit_of
from services.assessment.indicators.model import Indicator, Measure
from services.assessment.indicators.units import NUMERIC, Unit

Found = Iterator[tuple[tuple[str | int, ...], str]]


def faults_of(file_name: str, indicator: Indicator) -> Found:
    """All faults of one indicator by itself; what its formula needs of others is judged with them."""
    if file_name != f"{indicator.id}.v{indicator.version}.yaml":
        yield ("id",), f"the file's name must be {indicator.id}.v{indicator.version}.yaml"
    if indicator.effective_to is not None and indicator.effective_to < indicator.effective_from:
        yield ("effective_to",), "ends before it begins"
    broken = False
    for name, measure in indicator.measures.items():
        for key, what in _faults_of_measure(measure):
            broken = True
            yield ("measures", name, key), what
    if broken:
        return
    yield from faults_by_charter(indicator)
    for place, name in enumerate(indicator.of or ()):
        if name not in indicator.measures:
            yield ("of", place), f"there is no measure {name!r}"
        elif measure_unit(indicator.measures[name]) is not Unit.COUNT:
            yield ("of", place), f"{name!r} is no count of facts: an interval cannot be told from it"


def _faults_of_measure(measure: Measure) -> Iterator[tuple[str, str]]:
    kind = KINDS.get(measure.of)
    if kind is None:
        yield "of", f"there is no kind of fact {measure.of!r}; there are {', '.join(KINDS)}"
        return
    units = kind.units()
    if units.get(measure.month) is not Unit.DATE:
        yield "month", f"{measure.of} has no date {measure.month!r}"
    if measure.where:
        yield from _faults_of_filter(measure, units, kind.outcomes)
    try:
        if unit_of(parse(measure.add), units) not in NUMERIC:
            yield "add", f"{measure.add!r} is not a number"
    except BadExpression as error:
        yield "add", str(error)


def _faults_of_filter(measure: Measure, units: dict[str, Unit], outcomes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    try:
        tree = parse(measure.where)
        if unit_of(tree, units) is not Unit.YES_NO:
            yield "where", f"{measure.where!r} is neither true nor false"
        for word in sorted(texts_beside(tree, "outcome") - set(outcomes)):
            yield "where", f"no {measure.of} has the outcome {word!r}; there are {', '.join(outcomes)}"
    except BadExpression as error:
        yield "where", str(error)


def measure_unit(measure: Measure) -> Unit:
    """What a measure adds up to: facts, or what each of them adds. Raises BadExpression."""
    found = unit_of(parse(measure.add), KINDS[measure.of].units())
    return Unit.COUNT if found is Unit.NUMBER else found
