"""The simulation behind docs/scale.md: its queue is the textbook's, its seconds are the measured ones."""

from math import inf, log
from statistics import median
from typing import Any

import msgspec
import pytest

from bench.__main__ import RESULTS
from bench.scale.demand import demand
from bench.scale.queue import carried, waited
from bench.scale.simulate import PAGE, bytes_per_person, rewritten, simulated, text
from bench.scale.stages import stages

_RESULTS: dict[str, Any] = msgspec.json.decode(RESULTS.read_bytes())


@pytest.mark.parametrize("load", [0.1, 0.5, 0.8])
def test_one_in_a_hundred_waits_as_long_as_queueing_theory_says(load: float) -> None:
    """M/M/1: the time in the system is exponential with the rate (1 - load) / service time."""
    seconds = 0.002
    assert waited(load / seconds, seconds) == pytest.approx(log(100) * seconds / (1 - load), rel=0.06)


def test_a_process_that_is_asked_for_more_than_it_can_do_never_ends() -> None:
    assert waited(1001, 0.001) == inf


def test_a_process_carries_what_it_still_answers_in_time() -> None:
    found = carried(0.001, 0.050)
    assert waited(found, 0.001) <= 0.050 < waited(found * 1.03, 0.001)


def test_twice_the_people_need_twice_the_processes_of_what_runs_full_first() -> None:
    first = simulated(_RESULTS, demand())[0]
    assert first.processes(2_000_000_000, demand()) in (
        2 * first.processes(1_000_000_000, demand()) - 1,
        2 * first.processes(1_000_000_000, demand()),
    )


def test_each_part_costs_what_was_measured() -> None:
    gateway = next(stage for stage in stages(_RESULTS, demand()) if stage.name == "gateway")
    ours = next(each for each in _RESULTS["gateway_work"]["figures"] if each["name"].startswith("gateway"))
    assert gateway.per_person / gateway.often == pytest.approx(median(ours["ours"]) / 1000)


def test_a_part_without_a_measurement_is_not_guessed() -> None:
    without = {name: each for name, each in _RESULTS.items() if name != "relay"}
    with pytest.raises(KeyError):
        stages(without, demand())


def test_the_log_takes_as_much_as_its_period_lets_it() -> None:
    kept = msgspec.structs.replace(demand(), looks_kept=1)
    assert bytes_per_person(_RESULTS, kept) < bytes_per_person(_RESULTS, demand())
    longer = msgspec.structs.replace(demand(), looks_kept=50, years=10)
    assert bytes_per_person(_RESULTS, longer) == bytes_per_person(
        _RESULTS, msgspec.structs.replace(demand(), looks_kept=10)
    )


def test_the_page_keeps_its_other_words() -> None:
    page = PAGE.read_text()
    assert rewritten(page, text(_RESULTS, demand())) == page
    assert "| changed |" in rewritten(page, "| changed |\n") and "## Kafka" in rewritten(page, "| changed |\n")
