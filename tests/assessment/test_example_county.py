"""The published example county: the settled quarter, a script that shares no code with it, and the published scores."""

import csv
import io
import runpy
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import httpx

from chassis.cloudevents import DomainEvent
from contracts.corrections import CorrectionDecided, CorrectionRequested
from contracts.followup import (
    CheckPerformed,
    CheckResultDelivered,
    ReferralClosed,
    ReferralOpened,
    VisitClosed,
    VisitOverdue,
    VisitScheduled,
)
from contracts.incentives import PaymentCompleted, PaymentPlanned, PaymentReleased, PaymentReturned
from contracts.reconciliation import DiscrepancyClosed, DiscrepancyOpened
from contracts.registry import CorrectionApplied, DivisionChanged, PersonRegistered
from gateway.proxy.public import NOBODY
from services.assessment.surveys.count_survey import count_survey
from tests.assessment.test_figures import happened
from tests.assessment.test_settlements import on
from tests.support.people import facts
from tests.support.running import COUNTY, Running

HERE = Path(__file__).parent / "example_county"
_SPACE = UUID(int=7)
Row = dict[str, str]


def _read(name: str) -> list[Row]:
    with (HERE / "raw" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _id(row: Row) -> UUID:
    return uuid5(_SPACE, row["id"])


def _day(text: str) -> Any:
    return date.fromisoformat(text) if text else None


def _ok(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


def _people() -> Iterator[DomainEvent]:
    yield from (
        DivisionChanged(
            code=row["code"], name=row["name"], level=row["level"], parent=None, valid_from=date(2020, 1, 1)
        )
        for row in _read("divisions")
    )
    for row in _read("residents"):
        known = {"household": ("household_id", _SPACE), "relation": ("relation_to_head", "01")}
        known["ethnic"] = ("ethnic_group", "01")
        told = dict(pair for gap, pair in known.items() if gap != row["missing"])
        places = dict.fromkeys(("registered_division", "residence_division"), row["village"])
        about = facts(**told, **places, birth_date=_day(row["born"]))
        yield PersonRegistered(person_id=_id(row), revision=1, facts=about)


def _care() -> Iterator[DomainEvent]:
    for row in _read("visits"):
        latest = _day(row["latest_on"])
        told: dict[str, Any] = {"visit_id": _id(row), "division": row["village"], "latest_on": latest}
        told["due_on"] = latest - timedelta(days=7)
        yield VisitScheduled(**told)
        if row["outcome"] == "overdue":
            yield VisitOverdue(**told)
        elif row["outcome"]:
            yield VisitClosed(**told, closed_on=_day(row["closed_on"]), outcome=row["outcome"])
    for row in _read("checks"):
        told = {"check_id": _id(row), "division": row["village"], "held_on": _day(row["held_on"])}
        told["due_on"] = _day(row["due_on"])
        yield CheckPerformed(**told)
        if row["delivered_on"]:
            yield CheckResultDelivered(**told, delivered_on=_day(row["delivered_on"]))
    for row in _read("referrals"):
        told = {"referral_id": _id(row), "division": row["village"], "made_on": _day(row["made_on"])}
        told["due_on"] = _day(row["due_on"])
        yield ReferralOpened(**told)
        if row["outcome"]:
            yield ReferralClosed(**told, closed_on=_day(row["closed_on"]), outcome=row["outcome"])


def _money() -> Iterator[DomainEvent]:
    for row in _read("payments"):
        owed, due = int(row["owed_fen"]), _day(row["due_on"])
        told: dict[str, Any] = {"payment_id": _id(row), "division": row["village"], "fund": "县级", "due_on": due}
        yield PaymentPlanned(**told, entitlement_id=_SPACE, amount_fen=owed)
        sent, attempt = due - timedelta(days=10), 1
        yield PaymentReleased(**told, amount_fen=owed, attempt=attempt, sent_on=sent)
        if row["returned_on"]:
            back = {"returned_on": _day(row["returned_on"]), "after_success": False}
            yield PaymentReturned(**told, amount_fen=owed, attempt=attempt, **back)
        if row["sent_again_on"]:
            attempt = 2
            yield PaymentReleased(**told, amount_fen=owed, attempt=attempt, sent_on=_day(row["sent_again_on"]))
        if row["paid_on"]:
            paid = {"amount_fen": int(row["paid_fen"]), "paid_on": _day(row["paid_on"])}
            yield PaymentCompleted(**told, attempt=attempt, **paid)


def _registers() -> Iterator[DomainEvent]:
    for row in _read("corrections"):
        told: dict[str, Any] = {"correction_id": _id(row), "division": row["village"], "due_on": _day(row["due_on"])}
        told["requested_on"] = _day(row["requested_on"])
        yield CorrectionRequested(**told)
        if row["decided_on"]:
            decided = {"decided_on": _day(row["decided_on"]), "apply_by": _day(row["apply_by"])}
            yield CorrectionDecided(**told, **decided, outcome=row["outcome"])
        if row["applied_on"]:
            applied = _day(row["applied_on"])
            yield CorrectionApplied(
                person_id=_SPACE, correction_id=_id(row), revision=2, fields=["name"], applied_on=applied
            )
    for row in _read("discrepancies"):
        told = {"discrepancy_id": _id(row), "period": "2026-09", "rule": "moved-out-but-resident", "severity": "low"}
        told |= {"owner": row["owner"], "division": row["place"]}
        told |= {"opened_on": _day(row["opened_on"]), "due_on": _day(row["due_on"])}
        yield DiscrepancyOpened(**told)
        if row["closed_on"]:
            in_time = row["closed_on"] <= row["due_on"]
            yield DiscrepancyClosed(**told, closed_on=_day(row["closed_on"]), how=row["how"], in_time=in_time)


async def _complain(service: Running) -> None:
    """Each step on its day, over HTTP: complaints are assessment's own."""
    ids: dict[int, str] = {}
    rows = _read("complaints")
    steps = [
        (row[step], number, step)
        for number, row in enumerate(rows)
        for step in ("received_on", "answered_on", "reopened_on", "answered_again_on")
        if row[step]
    ]
    for day, number, step in sorted(steps):
        row = rows[number]
        with on(_day(day)):
            worker = service.as_staff("village-worker", row["village"])
            officer = service.as_staff("county-officer")
            if step == "received_on":
                entry = {"channel": "letter", "topic": row["topic"], "division": row["village"], "received_on": day}
                ids[number] = _ok(await worker.post("/complaints", json=entry | {"words": "原始数据"}))["id"]
                continue
            path = f"/complaints/{ids[number]}"
            if step == "reopened_on":
                _ok(await worker.post(f"{path}/reopening", json={"words": "未解决"}))
                continue
            match = (await officer.get(path)).headers["etag"]
            answer: dict[str, Any] = {"words": "答复", "upheld": bool(row["violation"])}
            answer |= {"violation": row["violation"]} if row["violation"] else {}
            _ok(await officer.post(f"{path}/answer", json=answer, headers={"If-Match": match}))


async def _ask(service: Running) -> None:
    """Whoever of a village's sample answers: the sheets are those of the file."""
    with on(date(2026, 11, 2)):
        entry = {"division": COUNTY, "opens_on": "2026-11-02", "closes_on": "2026-11-20", "seed": "2026-Q4-示例县"}
        survey = _ok(await service.as_staff("county-officer").post("/surveys", json=entry))["id"]
        params = {"limit": 200}
        sample = _ok(await service.as_staff("county-officer").get(f"/surveys/{survey}/sample", params=params))
        codes: dict[str, list[str]] = defaultdict(list)
        for asked in sample["items"]:
            codes[asked["division"]].append(asked["code"])
        for sheet in _read("survey"):
            answers = {name: value for name, value in sheet.items() if name != "village"}
            body = {"code": codes[sheet["village"]].pop(), "answers": answers}
            told = _ok(await service.as_caller(NOBODY).post(f"/surveys/{survey}/answers", json=body))
            assert told == {"verdict": "counted"}
    with on(date(2026, 11, 21)):
        async with service.app.state.database.transaction() as session:
            await count_survey(session, UUID(survey))


def _published(text: str) -> dict[tuple[str, str], Row]:
    return {(row["level"], row["division"]): row for row in csv.DictReader(io.StringIO(text))}


def _settled(document: dict[str, Any]) -> dict[tuple[str, str], Row]:
    found = {}
    for level, places in document["levels"].items():
        for place in places:
            told = place["score"] | {"rank": place["rank"]}
            shown = {name: "" if told[name] is None else str(told[name]) for name in told}
            row = {name: shown[name] for name in ("value", "low", "high", "band", "owed", "rank")}
            found[level, place["division"]] = {"level": level, "division": place["division"], **row}
    return found


async def test_every_score_is_what_a_script_makes_of_the_raw_files(assessment: Running) -> None:
    with on(date(2026, 7, 1)):
        await happened(assessment, *_people())
    await _complain(assessment)
    await _ask(assessment)
    with on(date(2026, 12, 31)):
        await happened(assessment, *_care(), *_money(), *_registers())
    with on(date(2027, 1, 4)):
        officer = assessment.as_staff("county-officer")
        made = _ok(await officer.post("/settlements", json={"period": "2026-Q4"}))
        document = _ok(await officer.get(f"/settlements/{made['id']}"))["document"]
    published = (HERE / "scores.csv").read_text("utf-8")
    script = runpy.run_path(str(HERE / "recompute.py"))
    by_script = {(row[0], row[1]): dict(zip(script["COLUMNS"], row, strict=True)) for row in script["rows"]()}
    assert _settled(document) == by_script == _published(published)
    bands = {row["band"] for row in by_script.values()}
    assert len(bands) > 2 and len(by_script) == 9, "an example that shows something"


def test_the_script_uses_nothing_of_ours() -> None:
    text = (HERE / "recompute.py").read_text("utf-8")
    imported = {line.split()[1].partition(".")[0] for line in text.splitlines() if line.startswith(("import", "from"))}
    assert imported == {"csv", "sys", "collections", "datetime", "math", "pathlib"}
