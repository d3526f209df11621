"""The year's events: as many as the rates say, in order, and true to each other."""

import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from chassis.identifiers import parse_citizen_number
from demo import events
from demo.words import ENGLISH
from tests.demo.conftest import AS_OF, County


def test_as_many_as_the_rates_say(county: County) -> None:
    told = county.truth["events"]
    assert told["births"] == round(9_000 * events.BIRTHS)
    assert told["deaths"] == round(9_000 * events.DEATHS)
    assert told["moves"] == pytest.approx(9_000 * 0.025, rel=0.35)


def test_in_order_and_inside_the_year(county: County) -> None:
    found = list(events.read(county.folder))
    dates = [event["date"] for event in found]
    assert dates == sorted(dates)
    assert dates[0] >= AS_OF.isoformat()
    assert dates[-1] <= (AS_OF + timedelta(days=365)).isoformat()
    assert all(event["registered_on"] > event["date"] for event in found)
    assert {event["event"] for event in found} == {"birth", "death", "move"}


def test_quotas_of_towns_sum_to_the_county() -> None:
    towns = [4_321, 999, 17_000, 250]
    quotas = [events.quota(events.BIRTHS, sum(towns[:at]), people) for at, people in enumerate(towns)]
    assert sum(quotas) == round(events.BIRTHS * sum(towns))


def test_mothers_live_here_and_children_are_new(county: County) -> None:
    known = {row["citizen_number"]: row for row in county.good()}
    for event in events.read(county.folder):
        if event["event"] != "birth":
            continue
        mother = known[event["mother_citizen_number"]]
        assert mother["sex"] in ("女", "2")
        assert mother["household_number"] == event["household_number"]
        child = parse_citizen_number(event["child_citizen_number"])
        assert child.text not in known
        assert child.birth_date == date.fromisoformat(event["date"])
        assert str(child.sex) == event["child_sex"]
        assert event["division"].startswith("341599")


def test_nobody_does_anything_after_dying_or_leaving(county: County) -> None:
    gone: set[tuple[str, str]] = set()
    for event in events.read(county.folder):
        if event["event"] == "birth":
            assert (event["mother_name"], event["mother_citizen_number"]) not in gone
            continue
        who = (event["name"], event["citizen_number"])
        if event["citizen_number"]:
            assert who not in gone
        if event["event"] == "death" or event["kind"] == "out":
            gone.add(who)


def test_people_move_from_where_they_are(county: County) -> None:
    place = {row["citizen_number"]: row["residence_division"] for row in county.good() if row["citizen_number"]}
    kinds: Counter[str] = Counter()
    for event in events.read(county.folder):
        number = event.get("citizen_number", "")
        if event["event"] == "birth":
            place[event["child_citizen_number"]] = event["division"]
        elif event["event"] == "death" and number:
            assert event["division"] == place[number]
        elif event["event"] == "move" and number:
            kinds[event["kind"]] += 1
            assert event["from_division"] == place.get(number, event["registered_division"])
            assert event["from_division"] != event["to_division"]
            place[number] = event["to_division"]
    assert set(kinds) == {"within", "out", "in"}


def test_a_household_moves_together(county: County) -> None:
    with (county.folder / "moves.csv").open(encoding="utf-8", newline="") as lines:
        moves = list(csv.DictReader(lines))
    assert {field for field in moves[0] if field in ENGLISH} >= {"citizen_number", "name", "sex", "birth_date"}
    by_move: dict[str, list[dict[str, str]]] = {}
    for line in moves:
        by_move.setdefault(line["move"], []).append(line)
    assert max(len(lines) for lines in by_move.values()) > 2
    for together in by_move.values():
        assert len({(line["date"], line["to_division"], line["household_number"]) for line in together}) == 1
