"""Flows and rates are numbers of many; small ones are hidden so that no sum gives them away."""

from datetime import date
from pathlib import Path

from chassis.identifiers import new_id
from contracts.registry import PersonMoved
from services.migrants.figures.rules import Cell, by_pattern, rate, suppressed
from services.migrants.subscriptions import SUBSCRIPTIONS
from services.migrants.wiring import SERVICE
from tests.conftest import Database
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, VILLAGE
from tests.support.running import running


def test_a_small_cell_takes_the_next_smallest_of_its_row_with_it() -> None:
    cells = [Cell("A", "B", "2026-10", 3), Cell("A", "C", "2026-10", 20), Cell("A", "D", "2026-10", 50)]
    shown = {cell.to_place: cell.people for cell in suppressed(cells, 10)}
    assert shown == {"B": None, "C": None, "D": 50}
    large = [Cell("A", "B", "2026-10", 30), Cell("C", "B", "2026-10", 20)]
    assert suppressed(large, 10) == large


def test_rates_of_few_are_not_told() -> None:
    assert (rate(23, 25, 10), rate(1, 9, 10), rate(0, 0, 10)) == (0.92, None, None)
    assert by_pattern({"lasting": 40, "seasonal": 3, "circular": 12}, 10) == {
        "lasting": 40,
        "seasonal": None,
        "circular": None,
    }


async def test_the_matrix_and_the_rates(county: Database, tmp_path: Path) -> None:
    def moved(to: str) -> PersonMoved:
        return PersonMoved(
            person_id=new_id(), revision=2, from_division=VILLAGE, to_division=to, moved_on=date(2026, 10, 5)
        )

    events = [moved(ELSEWHERE) for _ in range(12)] + [moved("429999001001")] * 1 + [moved(OTHER_VILLAGE)] * 30
    async with running(SERVICE, county.dsn("migrants"), tmp_path) as service:
        await deliver(service.app.state.database, SUBSCRIPTIONS, *events)
        officer = service.as_staff("county-officer")
        span = {"from": "2026-10-01", "to": "2026-10-31"}
        cells = (await officer.get("/figures/flows", params=span)).json()["items"]
        assert {cell["to_place"]: cell["people"] for cell in cells} == {"329999": None, "429999": None}
        figures = (await officer.get("/figures/exchange", params=span)).json()
        assert figures["exchanged_rate"] is None
        assert (await officer.get("/figures/flows", params={"from": "1900-01-01"})).status_code == 422
        assert (await service.as_staff("village-worker", VILLAGE).get("/figures/flows")).status_code == 403
        assert (await service.as_department("public-security", "x").get("/figures/flows")).status_code == 403
