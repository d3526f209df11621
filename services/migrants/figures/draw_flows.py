"""What a flow map draws: flows of a whole span, put together from what is told of its months and nothing else. Pure."""

from collections.abc import Sequence

from services.migrants.figures.rules import Cell
from services.migrants.figures.schemas import FlowOnMap


def flows_of(cells: Sequence[Cell]) -> list[FlowOnMap]:
    """One flow for each pair of places. A sum with a hidden month in it would give that month away."""
    months: dict[tuple[str, str], dict[str, int | None]] = {}
    for cell in cells:
        months.setdefault((cell.from_place, cell.to_place), {})[cell.month] = cell.people
    return [_flow(pair, months[pair]) for pair in sorted(months)]


def _flow(pair: tuple[str, str], by_month: dict[str, int | None]) -> FlowOnMap:
    told = [people for people in by_month.values() if people is not None]
    return FlowOnMap(
        from_place=pair[0],
        to_place=pair[1],
        people=sum(told) if told else None,
        hidden_months=len(by_month) - len(told),
        by_month=by_month,
    )


def matrix_of(flows: Sequence[FlowOnMap], places: Sequence[str]) -> list[list[int | None]]:
    """A row for each place that people left, a column for each that they went to; 0 where nobody moved."""
    people = {(flow.from_place, flow.to_place): flow.people for flow in flows}
    return [[people.get((left, reached), 0) for reached in places] for left in places]
