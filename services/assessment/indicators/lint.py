"""Says what is wrong with indicator files, each fault with its file and line. With a fault, nothing is counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from pathlib import Path

from jsonschema import Draft202012Validator

from chassis.data_lint import Fault, Loaded, load_file, schema_of
from services.assessment.indicators.expressions import BadExpression, names_in, parse, unit_of
from services.assessment.indicators.judge import faults_of, measure_unit
from services.assessment.indicators.model import Indicator
from services.assessment.indicators.units import NUMERIC, Unit

FOLDER = Path(__file__).parent


@cache
def _schema() -> Draft202012Validator:
    return schema_of(FOLDER / "schema.json")


def lint(folder: Path) -> tuple[list[Indicator], list[Fault]]:
    """All indicators in ``folder`` and all faults; indicators with faults of their own are left out."""
    loaded = [load_file(path, _schema(), Indicator, faults_of) for path in sorted(folder.glob("*.yaml"))]
    faults = [fault for each in loaded for fault in each.faults]
    whole = [each for each in loaded if each.content is not None]
    faults += [fault for pair in combinations(whole, 2) for fault in _faults_of_versions(*pair)]
    faults += _faults_of_formulas(whole)
    if not loaded:
        faults.append(Fault(str(folder), 1, "there is no indicator file here"))
    return [each.content for each in whole if each.content is not None], sorted(faults)


def _faults_of_versions(one: Loaded[Indicator], other: Loaded[Indicator]) -> Iterator[Fault]:
    assert one.content is not None and other.content is not None  # noqa: S101 - sorted out before
    if one.content.id != other.content.id:
        return
    first, second = sorted((one, other), key=lambda each: (_begins(each), each.file))
    assert first.content is not None  # noqa: S101 - as above
    ends = first.content.effective_to
    if ends is None or ends >= _begins(second):
        yield second.fault(("effective_from",), f"begins while {first.file} is still in force")


def _begins(each: Loaded[Indicator]) -> date:
    assert each.content is not None  # noqa: S101 - sorted out before
    return each.content.effective_from


def _faults_of_formulas(loaded: Sequence[Loaded[Indicator]]) -> Iterator[Fault]:
    """Formulas may use other indicators: their units, and no figure that hangs on itself."""
    by_name = {each.content.name: each for each in loaded if each.content is not None}
    units: dict[str, Unit] = {}
    try:
        order = order_of({name: each.content for name, each in by_name.items() if each.content is not None})
    except CycleError as error:
        ring = error.args[1]
        yield by_name[ring[0]].fault(("value",), f"a cycle: {' needs '.join(reversed(ring))}")
        return
    for name in order:
        each = by_name[name]
        assert each.content is not None  # noqa: S101 - sorted out before
        try:
            units[name] = _unit_of_value(each.content, units)
        except BadExpression as error:
            yield each.fault(("value",), str(error))


def _unit_of_value(indicator: Indicator, others: Mapping[str, Unit]) -> Unit:
    names = {**others, **{name: measure_unit(measure) for name, measure in indicator.measures.items()}}
    found = unit_of(parse(indicator.value), names)
    if found not in NUMERIC or found.value != indicator.unit:
        raise BadExpression(f"{indicator.value!r} is {found}, not {indicator.unit}")
    return found


def order_of(indicators: Mapping[str, Indicator]) -> list[str]:
    """The names so that each stands after those that its formula uses. Raises CycleError."""
    needs = {
        name: (_names(indicator) - indicator.measures.keys()) & indicators.keys()
        for name, indicator in indicators.items()
    }
    return list(TopologicalSorter(needs).static_order())


def _names(indicator: Indicator) -> set[str]:
    try:
        return names_in(parse(indicator.value))
    except BadExpression:
        return set()
