"""``make meeting``: the demo county, twelve months, five departments' noisy extracts, every meeting to its minutes.

Prints for each month what was handed in and found, precision and recall against the truth, and what became of the
discrepancies; writes each meeting's minutes (PDF and .docx) to ``.run/minutes``. ``DEMO_PEOPLE`` sets the size.
Precision and recall are of all persons that rows name; those that an officer would be asked about count as not found.
"""

import asyncio
import base64
import logging
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench.meeting_house import House, first_row, meeting_house
from bench.temporary_registry import TemporaryRegistry, temporary_registry
from chassis import clock
from demo.county_year import CountyYear, county_year
from demo.extracts import DEPARTMENT, ExtractRow, month_bounds, month_extracts
from demo.generate import Plan

PEOPLE = int(os.environ.get("DEMO_PEOPLE", "20000"))
MONTHS = int(os.environ.get("DEMO_MONTHS", "12"))
LEAST_PRECISION, LEAST_RECALL = 0.999, 0.95
_REGISTERED_BY_ITSELF = 0.8
"""The share of births that families register here before anybody meets about them."""
_MINUTES = Path(".run/minutes")

Extracts = dict[str, list[ExtractRow]]


@dataclass
class Count:
    """Of persons named by rows: linked rightly, linked wrongly, and all whom the register has."""

    right: int = 0
    wrong: int = 0
    there: int = 0

    def line(self) -> str:
        """Both, to four places."""
        return f"准确率 precision {self.precision:.4f} · 召回率 recall {self.recall:.4f}"

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.there)


class Signers:
    """Each participant's own key."""

    def __init__(self) -> None:
        self.keys = {name: Ed25519PrivateKey.generate() for name in [None, *sorted(set(DEPARTMENT.values()))]}
        self.ids: dict[str | None, str] = {}

    async def register(self, house: House) -> None:
        """Make the public halves known."""
        for name, key in self.keys.items():
            public = _base64(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
            kept = await house.call("POST", "/reconciliation/keys", name, json={"public_key": public})
            self.ids[name] = kept["key_id"]

    async def sign(self, house: House, session_id: str, drawn: dict[str, Any]) -> None:
        """Everybody signs."""
        for name, key in self.keys.items():
            entry = {"version": drawn["version"], "digest": drawn["digest"], "key_id": self.ids[name]}
            entry["signature"] = _base64(key.sign(drawn["digest"].encode()))
            await house.call("POST", f"/reconciliation/sessions/{session_id}/minutes/signatures", name, json=entry)


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


async def judge(house: House, handed: dict[str, str], extracts: Extracts) -> Count:
    """The links of a meeting beside the truth."""
    numbers = {number for rows in extracts.values() for row in rows for number in row.truth.values()}
    ids, count = await house.ids_of(sorted(numbers)), Count()
    query = (
        "SELECT row_number, role, person_id::text AS person, state FROM submission_links WHERE submission_id = $1::uuid"
    )
    for kind, submission in handed.items():
        links = await house.app.state.database.pool.fetch(query, submission)
        found = {(r["row_number"], r["role"]): r["person"] for r in links if r["state"] != "proposed"}
        for at, row in enumerate(extracts[kind], first_row(kind)):
            for role, number in row.truth.items():
                is_, should_be = found.get((at, role)), ids.get(number)
                count.there += should_be is not None
                count.right += is_ is not None and is_ == should_be
                count.wrong += is_ is not None and is_ != should_be
    return count


async def _register_births(house: House, year: CountyYear, first: str, last: str) -> None:
    born = [event for event in year.births if first <= event["date"] <= last]
    mothers = await house.ids_of([event["mother_citizen_number"] for event in born])
    for at, event in enumerate(born):
        mother = mothers.get(event["mother_citizen_number"])
        if mother is None or at % 10 >= _REGISTERED_BY_ITSELF * 10:
            continue
        child = {"name": event["child_name"], "sex": int(event["child_sex"]), "birth_date": event["date"]}
        child |= {"citizen_number": event["child_citizen_number"]}
        await house.call("POST", "/births", json={"child": child, "mother_id": mother})


async def _settle(house: House, session_id: str) -> tuple[int, int]:
    """What the meeting does with its agenda; how many cases it had, and how many are closed now."""
    seen, closed, cursor = 0, 0, None
    while True:
        params = {"session": session_id, "limit": "200"} | ({"cursor": cursor} if cursor else {})
        page = await house.call("GET", "/reconciliation/discrepancies", params=params)
        for case in page["items"]:
            seen += 1
            closed += case["state"] == "closed" or await _resolve(house, case)
        cursor = page["next"]
        if cursor is None:
            return seen, closed


async def _resolve(house: House, case: dict[str, Any]) -> bool:
    path = f"/reconciliation/discrepancies/{case['id']}"
    here = case["remedy"] not in ("none", "correct-identity", "ask-duplicates")
    answer = {"outcome": "needs-time"} if case["state"] == "open" else None
    if answer and case["owner"] != "population-office":
        await house.call("POST", f"{path}/answers", case["owner"], json=answer)
    etag = (await house.call("GET", path))["etag"]
    body = {"resolution": "put-right-here" if here else "owner-mends"}
    resolved = await house.call("POST", f"{path}/resolution", json=body, headers={"If-Match": etag})
    if not here:
        return False
    name = (
        {"name": "新生儿"} if case["remedy"] == "register-birth" and not (case["about"] or {}).get("child_name") else {}
    )
    try:
        await house.call("POST", f"{path}/application", json=name, headers={"If-Match": resolved["etag"]})
    except RuntimeError:
        return False  # the register contradicts the row: it stays resolved, for somebody to look at
    return True


async def _meeting(house: House, signers: Signers, year: CountyYear, month: int, first_month: date) -> Count:
    first, last = month_bounds(first_month, month)
    extracts = month_extracts(year, first, last, 1)
    held = datetime.fromisoformat(last).replace(tzinfo=UTC) + timedelta(days=2, hours=2)
    with clock.moved_to(held):
        await _register_births(house, year, first, last)
        began = time.perf_counter()
        opened = await house.call("POST", "/reconciliation/sessions", json={"period": first[:7]})
        session_id = opened["id"]
        handed = {kind: await house.hand_in(session_id, kind, rows) for kind, rows in extracts.items() if rows}
        await house.work()
        await house.step(session_id, "matching")
        await house.work()
        agenda = time.perf_counter() - began
        count = await judge(house, handed, extracts)
        await house.step(session_id, "meeting")
        cases, closed = await _settle(house, session_id)
        present = {"departments": sorted(set(DEPARTMENT.values()))}
        path = f"/reconciliation/sessions/{session_id}"
        await house.call("PUT", f"{path}/present", json=present)
        drawn = await house.call("POST", f"{path}/minutes")
        await signers.sign(house, session_id, drawn)
        await house.step(session_id, "closed")
        await _keep_minutes(house, path, first[:7])
    rows = sum(map(len, extracts.values()))
    line = f"{first[:7]}  {rows:>8,} 行 rows  {agenda:5.1f} s  {count.line()}"
    print(f"{line}  差异 cases {cases:,}, 办结 closed {closed:,}", flush=True)
    return count


async def _keep_minutes(house: House, path: str, period: str) -> None:
    _MINUTES.mkdir(parents=True, exist_ok=True)
    for form in ("pdf", "docx"):
        answer = await house.read(f"{path}/minutes.{form}")
        (_MINUTES / f"{period}.{form}").write_bytes(answer)


async def _year(house: House) -> Count:
    today = clock.today()
    # The last of the months is the one before this: all of them are over.
    months_ago = today.year * 12 + today.month - 1 - MONTHS
    first_month = date(months_ago // 12, months_ago % 12 + 1, 1)
    plan = Plan(PEOPLE, 1, first_month - timedelta(days=1), 0.0)
    await house.load(plan)
    signers, year, whole = Signers(), county_year(plan), Count()
    await signers.register(house)
    for month in range(MONTHS):
        count = await _meeting(house, signers, year, month, first_month)
        whole.right, whole.wrong = whole.right + count.right, whole.wrong + count.wrong
        whole.there += count.there
    return whole


async def _run(place: TemporaryRegistry) -> Count:
    async with meeting_house(place) as house:
        # A line for each of some thousand requests would bury the figures.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        return await _year(house)


def main() -> int:
    """Twelve meetings; 1 where precision or recall is missed."""
    with temporary_registry() as place:
        whole = asyncio.run(_run(place))
    met = whole.precision >= LEAST_PRECISION and whole.recall >= LEAST_RECALL
    print(
        f"{'ok  ' if met else 'MISS'} {whole.line()}(目标 targets ≥ {LEAST_PRECISION}, ≥ {LEAST_RECALL}); {_MINUTES}/"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
