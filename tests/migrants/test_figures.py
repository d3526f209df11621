"""Flows and rates are numbers of many; small ones are hidden so that no sum gives them away."""

import io
import random
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis import clock
from chassis.identifiers import new_id
from services.migrants.exchange.directory import Directory
from services.migrants.figures.places import on_the_map, own_places
from services.migrants.figures.rules import Cell, by_pattern, rate, suppressed, whole_months
from services.migrants.wiring import SERVICE
from tests.conftest import Database
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, VILLAGE
from tests.support.running import Running, running

LEAST = 10
SPAN = {"from": "2026-08-01", "to": "2026-10-31"}
FARTHER, NEARER = "429999001001", "341699001001"
PLACES = (VILLAGE, OTHER_VILLAGE, ELSEWHERE, FARTHER, NEARER)


def test_a_small_cell_takes_the_next_smallest_of_its_row_with_it() -> None:
    cells = [Cell("A", "B", "2026-10", 3), Cell("A", "C", "2026-10", 20), Cell("A", "D", "2026-10", 50)]
    shown = {cell.to_place: cell.people for cell in suppressed(cells, LEAST)}
    assert shown == {"B": None, "C": None, "D": 50}
    large = [Cell("A", "B", "2026-10", 30), Cell("C", "B", "2026-10", 20)]
    assert suppressed(large, LEAST) == large


_TOWNS = st.sampled_from(["100000001", "100000002", "100000003", "200000001", "200000002", "300000001"])
_CELLS = st.dictionaries(
    st.tuples(_TOWNS, _TOWNS, st.sampled_from(["2026-09", "2026-10"])).filter(lambda key: key[0] != key[1]),
    st.integers(1, 30),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(_CELLS)
def test_whoever_knows_every_total_learns_no_small_number(counted: dict[tuple[str, str, str], int]) -> None:
    """Of what each place sent and got in a month, and of what went between two counties."""
    shown = suppressed([Cell(*key, people) for key, people in counted.items()], LEAST)
    assert not any(cell.people is not None and cell.people < LEAST for cell in shown)
    for line in ("from", "to", "between"):
        lines: dict[Any, list[Cell]] = {}
        for cell in shown:
            ends = {"from": cell[0], "to": cell[1], "between": (cell[0][:6], cell[1][:6])}
            lines.setdefault((ends[line], cell.month), []).append(cell)
        for cells in lines.values():
            gone = [counted[cell[:3]] for cell in cells if cell.people is None]
            nothing_else = len(gone) == len(cells)
            assert not gone or nothing_else or (len(gone) > 1 and sum(gone) >= LEAST)


def test_rates_of_few_are_not_told() -> None:
    assert (rate(23, 25, LEAST), rate(1, 9, LEAST), rate(0, 0, LEAST)) == (0.92, None, None)
    assert by_pattern({"lasting": 40, "seasonal": 3, "circular": 12}, LEAST) == {
        "lasting": 40,
        "seasonal": None,
        "circular": None,
    }


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-08-17", "2026-10-03", ("2026-08-01", "2026-10-31")),
        ("2026-10-05", "2026-11-23", ("2026-10-01", "2026-10-31")),
        ("2026-11-01", "9999-12-31", ("2026-11-01", "2026-10-31")),
        ("0001-01-01", "0001-02-10", ("0001-01-01", "0001-02-28")),
    ],
)
def test_only_whole_months_that_are_over_are_told(first: str, last: str, months: tuple[str, str]) -> None:
    span = whole_months(date.fromisoformat(first), date.fromisoformat(last), date(2026, 11, 23))
    assert tuple(day.isoformat() for day in span) == months


def test_places_lie_where_the_county_says_and_else_about_their_province(tmp_path: Path) -> None:
    told = [{"code": "341599001", "zh": "新城镇", "en": "Xincheng", "at": [115.5, 31.7]}]
    (tmp_path / "places.yaml").write_text(yaml.safe_dump(told, allow_unicode=True))
    codes = ["341599001", "341599002", "341599003", "429999001", "999999001"]
    seen = on_the_map(codes, own_places(tmp_path), Directory(here="341599"))
    assert [(place.placed, place.own) for place in seen] == [
        ("given", True),
        ("province", True),
        ("province", True),
        ("province", False),
        ("nowhere", False),
    ]
    assert (seen[0].longitude, seen[0].latitude, seen[0].name_zh) == (115.5, 31.7, "新城镇")
    assert len({(place.longitude, place.latitude) for place in seen}) == len(seen)
    assert own_places(tmp_path / "none") == {}


@pytest.fixture
async def service(county: Database, tmp_path: Path) -> AsyncIterator[Running]:
    async with running(SERVICE, county.dsn("migrants"), tmp_path) as started:
        with clock.moved_to(datetime(2026, 11, 23, 8, tzinfo=UTC)):
            yield started


Move = tuple[UUID, str, str, date]


async def _enter_moves(service: Running, moves: list[Move]) -> None:
    insert = "INSERT INTO movements (id, person_id, from_division, to_division, moved_on) VALUES ($1, $2, $3, $4, $5)"
    await service.app.state.database.pool.executemany(insert, [(new_id(), *move) for move in moves])


def _moves(count: int) -> list[Move]:
    """Most go the usual ways, few go anywhere; some people go twice."""
    picked = random.Random(6)
    people = [new_id() for _ in range(count * 3 // 4)]
    ways = [(VILLAGE, ELSEWHERE)] * 8 + [(ELSEWHERE, VILLAGE)] * 5 + [(OTHER_VILLAGE, NEARER)] * 4
    ways += [(VILLAGE, FARTHER)] * 3 + [(a, b) for a in PLACES for b in PLACES if a != b]
    first = date(2026, 8, 1)
    days = [first + timedelta(days=picked.randrange(110)) for _ in range(count)]
    return [(picked.choice(people), *picked.choice(ways), day) for day in days]


def _counted(moves: list[Move], digits: int) -> dict[tuple[str, str, str], int]:
    """Different people by pair and month, as one counts by hand."""
    people: dict[tuple[str, str, str], set[UUID]] = {}
    for person, left, reached, day in moves:
        pair = (left[:digits], reached[:digits])
        if pair[0] != pair[1] and date(2026, 8, 1) <= day <= date(2026, 10, 31):
            people.setdefault((*pair, f"{day:%Y-%m}"), set()).add(person)
    return {key: len(who) for key, who in people.items()}


async def test_the_matrix_of_many_people_is_what_one_counts_by_hand(service: Running) -> None:
    moves = _moves(1500)
    await _enter_moves(service, moves)
    officer, township = service.as_staff("county-officer"), service.as_staff("township-officer", "341599001000")
    for level, digits in (("county", 6), ("town", 9)):
        told = (await officer.get("/figures/flows", params=SPAN | {"level": level})).json()["items"]
        shown = {(cell["from_place"], cell["to_place"], cell["month"]): cell["people"] for cell in told}
        counted = {
            key: people for key, people in _counted(moves, digits).items() if "341599" in (key[0][:6], key[1][:6])
        }
        assert shown.keys() == counted.keys()
        assert {key: counted[key] for key in shown if shown[key] is not None} == {
            key: people for key, people in shown.items() if people is not None
        }
        assert any(people is None for people in shown.values())
        # Whoever sees a part of the county sees the same numbers, and nothing more.
        part = (await township.get("/figures/flows", params=SPAN | {"level": level})).json()["items"]
        assert part
        assert {(c["from_place"], c["to_place"], c["month"]): c["people"] for c in part}.items() <= shown.items()


async def test_the_map_tells_of_a_span_what_its_months_tell_and_no_more(service: Running) -> None:
    moves = _moves(1500)
    await _enter_moves(service, moves)
    officer = service.as_staff("county-officer")
    cells = (await officer.get("/figures/flows", params=SPAN | {"level": "town"})).json()["items"]
    drawn = (await officer.get("/figures/flow-map", params=SPAN | {"level": "town"})).json()
    assert (drawn["first"], drawn["last"], drawn["smallest_shown"]) == ("2026-08-01", "2026-10-31", LEAST)
    places = [place["code"] for place in drawn["places"]]
    assert all(place["longitude"] and place["latitude"] for place in drawn["places"])
    for flow in drawn["flows"]:
        months = {
            c["month"]: c["people"]
            for c in cells
            if (c["from_place"], c["to_place"]) == (flow["from_place"], flow["to_place"])
        }
        told = [people for people in months.values() if people is not None]
        assert (flow["by_month"], flow["hidden_months"]) == (months, len(months) - len(told))
        assert flow["people"] == (sum(told) if told else None)
        cell = drawn["matrix"][places.index(flow["from_place"])][places.index(flow["to_place"])]
        assert cell == flow["people"]
    drawn_people = sum(cell or 0 for row in drawn["matrix"] for cell in row)
    assert drawn_people == sum(c["people"] or 0 for c in cells)

    sheet = await officer.get("/figures/flow-map", params=SPAN | {"level": "town", "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    matrix, months_sheet = (list(book[name].values) for name in ("流动矩阵", "按月"))
    cells_of = [[0 if cell == "–" else cell for cell in row[1:]] for row in matrix[1 : len(places) + 1]]
    assert cells_of == [[cell or 0 for cell in row] for row in drawn["matrix"]]
    assert months_sheet[0] == ("从", "到", "合计", "2026-08", "2026-09", "2026-10")


async def test_figures_are_for_those_who_plan_and_name_nobody(service: Running) -> None:
    officer = service.as_staff("county-officer")
    assert (await officer.get("/figures/flow-map", params=SPAN)).json()["places"] == []
    assert (await officer.get("/figures/exchange", params=SPAN)).json()["exchanged_rate"] is None
    assert (await officer.get("/figures/flows", params={"from": "1900-01-01"})).status_code == 422
    for path in ("flows", "flow-map", "exchange"):
        for client in (service.as_staff("village-worker", VILLAGE), service.as_department("public-security", "x")):
            assert (await client.get(f"/figures/{path}")).status_code == 403


async def test_the_rates_of_many_people_are_what_one_counts_by_hand(service: Running) -> None:
    pool, picked = service.app.state.database.pool, random.Random(9)
    stories = [_story(picked) for _ in range(400)]
    for story in stories:
        await _enter_story(pool, story)
    told = (await service.as_staff("county-officer").get("/figures/exchange", params=SPAN)).json()
    ours = [story for story in stories if date(2026, 8, 1) <= story["moved_on"] <= date(2026, 10, 31)]
    settled = {"agreed", "released"}
    confirmed = [s for s in ours if settled & {s["confirmation"], s["handover"]}]
    explained = [
        s for s in ours if s not in confirmed and {"explained", "declined"} & {s["confirmation"], s["handover"]}
    ]
    exchanged = [s for s in ours if s["confirmation"] or s["handover"]]
    assert [told[name] for name in ("declared_between_counties", "exchanged", "confirmed", "explained")] == [
        len(ours),
        len(exchanged),
        len(confirmed),
        len(explained),
    ]
    assert len(confirmed) < len(exchanged) < len(ours)
    assert told["exchanged_rate"] == round(len(exchanged) / len(ours), 3)
    assert told["confirmed_rate"] == round(len(confirmed) / len(ours), 3)
    assert told["confirmed_or_explained_rate"] == round((len(confirmed) + len(explained)) / len(ours), 3)
    offered = [s for s in stories if s["handover"] and s["offered_on"] <= date(2026, 10, 31)]
    released = [s for s in offered if s["handover"] == "released"]
    assert (told["handovers_offered"], told["handovers_released"]) == (len(offered), len(released))
    assert told["median_days_to_acceptance"] == median(s["days"] for s in released)
    patterns = {name: sum(s["pattern"] == name for s in ours) for name in ("lasting", "seasonal", "circular")}
    assert told["patterns"] == patterns


def _story(picked: random.Random) -> dict[str, Any]:
    """Somebody's declared move, and what the two counties made of it."""
    moved_on = date(2026, 8, 1) + timedelta(days=picked.randrange(110))
    return {
        "person": new_id(),
        "moved_on": moved_on,
        "pattern": picked.choice(["lasting", "lasting", "seasonal", "circular"]),
        "confirmation": picked.choice([None, None, "agreed", "explained", "open"]),
        "handover": picked.choice([None, None, None, "released", "declined", "received"]),
        "offered_on": moved_on + timedelta(days=picked.randrange(5)),
        "days": picked.randrange(30),
    }


async def _enter_story(pool: Any, story: dict[str, Any]) -> None:
    declared, moved_on = new_id(), story["moved_on"]
    at = datetime.combine(moved_on, datetime.min.time(), UTC)
    await pool.execute(
        "INSERT INTO movement_declarations"
        " VALUES ($1, 'left', 'declaration', $2, $3, $4, $5, NULL, false, $2, $6, 'desk')",
        *(declared, VILLAGE, ELSEWHERE, moved_on, story["pattern"], at),
    )
    await pool.execute(
        "INSERT INTO movement_members VALUES ($1, $2, $3, 'moved', false, NULL, 'declared')",
        *(new_id(), declared, story["person"]),
    )
    how = story["confirmation"]
    if how is not None:
        await pool.execute(
            "INSERT INTO confirmations (id, side, peer, division, person_id, declaration_id, moved_on, ours, asked_on,"
            " last_word_on, closed_on, closed_how)"
            " VALUES ($1, 'asks', '329999', $2, $3, $4, $5, 'here', $5, $5, $6, $7)",
            *(new_id(), VILLAGE, story["person"], declared, moved_on),
            *((None, None) if how == "open" else (moved_on, how)),
        )
    state = story["handover"]
    if state is not None:
        handover, offered_on = new_id(), story["offered_on"]
        closed = None if state == "received" else offered_on + timedelta(days=story["days"])
        await pool.execute(
            "INSERT INTO handovers"
            " (id, side, peer, state, from_division, to_division, answer_by, offered_on, closed_on, revision)"
            " VALUES ($1, 'gives', '329999', $2, $3, $4, $5, $5, $6, 1)",
            *(handover, state, VILLAGE, ELSEWHERE, offered_on, closed),
        )
        await pool.execute(
            "INSERT INTO handover_people (id, handover_id, ref, person_id, dependant, open)"
            " VALUES ($1, $2, $1, $3, false, $4)",
            *(new_id(), handover, story["person"], closed is None),
        )
