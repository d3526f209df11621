"""Search p95 beside its limit, and look-up by number through the gateway at 200 requests a second, beside its own.

Both against the same running house of half a million people (``BENCH_COUNTY_PEOPLE``), through the gateway.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp
from pypinyin import lazy_pinyin

from bench.big_county import PEOPLE, BigCounty, big_county
from bench.figures import Figure

RUNS = 5
# Half a minute of look-ups: a disk that stops for 50 ms now and then is then seen as often as it does.
SEARCHES_A_RUN, LOOK_UPS_A_RUN, RATE = 300, 6000, 200
SEARCH_LIMIT_MS, LOOK_UP_LIMIT_MS = 50, 15
_SEARCH = "/api/registry/v1/persons/search"
Question = dict[str, Any]


def _wrong_character(name: str) -> str:
    return name[:-1] + "丽" if len(name) > 2 else name


_KINDS: dict[str, Callable[[BigCounty, int], Question]] = {
    "characters": lambda county, at: {"name": county.names[at]},
    "one wrong character": lambda county, at: {"name": _wrong_character(county.names[at])},
    "pinyin": lambda county, at: {"name": " ".join(lazy_pinyin(county.names[at]))},
    "initials": lambda county, at: {"name": "".join(s[0] for s in lazy_pinyin(county.names[at]))},
    "phone": lambda county, at: {"phone": county.phones[at]},
    "address": lambda county, at: {"address": county.addresses[at][-9:]},
}


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def _ask(http: aiohttp.ClientSession, county: BigCounty, question: Question, began: float) -> float:
    async with http.post(county.address + _SEARCH, json=question, headers=county.headers) as answer:
        answer.raise_for_status()
        await answer.read()
    return (time.perf_counter() - began) * 1000


async def _searches(county: BigCounty, kind: str, run: int) -> float:
    """p95 in ms of searches one after the other."""
    draw = random.Random(run)
    async with aiohttp.ClientSession() as http:
        took = [
            await _ask(http, county, _KINDS[kind](county, draw.randrange(len(county.names))), time.perf_counter())
            for _ in range(SEARCHES_A_RUN // len(_KINDS))
        ]
    return percentile(took, 0.95)


async def _look_ups(county: BigCounty, run: int) -> float:
    """p99 in ms of look-ups that begin every 5 ms whether or not the earlier ones are done."""
    draw, waiting = random.Random(run), []
    async with aiohttp.ClientSession() as http:
        began = time.perf_counter()
        for number in range(LOOK_UPS_A_RUN):
            due = began + number / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            question = {"citizen_number": draw.choice(county.numbers)}
            # From when it was due, so that a client that falls behind does not flatter us.
            waiting.append(asyncio.create_task(_ask(http, county, question, due)))
        return percentile(await asyncio.gather(*waiting), 0.99)


def run() -> list[Figure]:
    """Medians of five runs each."""
    with big_county(18960) as county:
        asyncio.run(_look_ups(county, 0))
        found = []
        for kind in _KINDS:
            asyncio.run(_searches(county, kind, 99))
            ours = [asyncio.run(_searches(county, kind, run)) for run in range(RUNS)]
            found.append(
                Figure(
                    name=f"search by {kind} among {PEOPLE:,} people, p95",
                    unit="ms",
                    ours=ours,
                    limit=SEARCH_LIMIT_MS,
                    source="issue 3",
                )
            )
        look_ups = [asyncio.run(_look_ups(county, run)) for run in range(1, RUNS + 1)]
    name = f"look-up by number among {PEOPLE:,} people through the gateway at {RATE}/s, p99"
    return [*found, Figure(name=name, unit="ms", ours=look_ups, limit=LOOK_UP_LIMIT_MS, source="issue 3")]
