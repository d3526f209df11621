"""What was owed after a comparison of registers, to people who asked for a correction, and by message."""

from datetime import date
from uuid import UUID

from chassis.identifiers import new_id
from contracts.corrections import CorrectionDecided, CorrectionRequested
from contracts.followup import MessageClosed
from contracts.migrants import ConfirmationClosed, ConfirmationUnresolved
from contracts.reconciliation import DiscrepancyClosed, DiscrepancyOpened, DiscrepancyPostponed
from contracts.registry import CorrectionApplied
from tests.assessment.test_figures import figures, happened
from tests.support.people import OTHER_VILLAGE, VILLAGE
from tests.support.running import COUNTY, Running

OPENED, DUE, LATE = date(2026, 11, 4), date(2026, 11, 11), date(2026, 11, 20)


def _opened(case: UUID, owner: str, division: str = VILLAGE) -> DiscrepancyOpened:
    return DiscrepancyOpened(
        discrepancy_id=case,
        period="2026-10",
        rule="birth-missing-here",
        severity="high",
        owner=owner,
        division=division,
        opened_on=OPENED,
        due_on=DUE,
    )


def _closed(opened: DiscrepancyOpened, on: date, due_on: date = DUE) -> DiscrepancyClosed:
    return DiscrepancyClosed(
        discrepancy_id=opened.discrepancy_id,
        period=opened.period,
        rule=opened.rule,
        severity=opened.severity,
        owner=opened.owner,
        division=opened.division,
        opened_on=opened.opened_on,
        due_on=due_on,
        closed_on=on,
        how="applied",
        in_time=on <= due_on,
    )


async def _share(service: Running, indicator: str, **place: str) -> tuple[int, int]:
    (found,) = await figures(service, indicator, **(place or {"level": "county"}))
    return found["part"], found["whole"]


async def test_discrepancies_count_for_whom_they_were_owed_by(assessment: Running) -> None:
    office = [_opened(new_id(), "population-office") for _ in range(3)]
    police = [_opened(new_id(), "public-security", place) for place in (OTHER_VILLAGE, COUNTY)]
    await happened(assessment, *office, *police, _closed(office[0], DUE), _closed(office[1], LATE), times=2)
    await happened(assessment, _closed(police[1], DUE))
    assert await _share(assessment, "discrepancies-on-time") == (1, 3)
    # What has no place of its own is the county's: it counts there and in no village.
    assert await _share(assessment, "discrepancies-on-time-public-security") == (1, 2)
    assert await _share(
        assessment, "discrepancies-on-time-public-security", level="village", division=OTHER_VILLAGE
    ) == (0, 1)
    assert await _share(assessment, "discrepancies-settled") == (3, 5)
    shown = await assessment.as_staff("county-officer").get(f"/scores/{VILLAGE}", params={"period": "2026-11"})
    lines = {line["indicator"]: line for line in shown.json()["lines"]}
    assert (lines["discrepancies-on-time"]["part"], lines["discrepancies-on-time"]["whole"]) == (1, 3)
    assert not [name for name in lines if name.startswith("discrepancies-on-time-")], "no village answers for others"


async def test_a_day_that_the_meeting_sets_and_a_case_that_comes_back(assessment: Running) -> None:
    case = _opened(new_id(), "population-office")
    later = date(2026, 12, 1)
    await happened(assessment, case, DiscrepancyPostponed(discrepancy_id=case.discrepancy_id, due_on=later))
    assert await figures(assessment, "discrepancies-on-time") == []
    await happened(assessment, _closed(case, LATE, later))
    (settled,) = await figures(assessment, "discrepancies-on-time", period="2026-12")
    assert (settled["part"], settled["whole"]) == (1, 1)
    await happened(assessment, case)
    assert await _share(assessment, "discrepancies-on-time") == (0, 1)


async def test_corrections_are_owed_a_decision_and_an_entry(assessment: Running) -> None:
    asked = [
        CorrectionRequested(correction_id=new_id(), division=VILLAGE, requested_on=OPENED, due_on=DUE) for _ in "abc"
    ]

    def decided(number: int, outcome: str, on: date = DUE) -> CorrectionDecided:
        told = {name: getattr(asked[number], name) for name in ("correction_id", "division", "requested_on", "due_on")}
        apply_by = None if outcome == "refused" else LATE
        return CorrectionDecided(**told, decided_on=on, outcome=outcome, apply_by=apply_by)

    events = [*asked, decided(0, "accepted"), decided(1, "refused", LATE)]
    applied = CorrectionApplied(
        person_id=new_id(), correction_id=asked[0].correction_id, revision=2, fields=["name"], applied_on=LATE
    )
    await happened(assessment, *events, applied, times=2)
    assert await _share(assessment, "corrections-on-time") == (1, 3)
    assert await _share(assessment, "corrections-entered-on-time") == (1, 1)
    answer = await assessment.as_staff("county-officer").get(
        "/figures/corrections-on-time/cases", params={"period": "2026-11"}
    )
    assert {case["link"] for case in answer.json()["items"]} == {
        f"/api/registry/v1/corrections/{each.correction_id}" for each in asked
    }
    assert str(applied.person_id) not in answer.text


async def test_messages_count_once_their_fate_is_known(assessment: Running) -> None:
    first, second = new_id(), new_id()
    told = [
        MessageClosed(message_id=message, division=VILLAGE, closed_on=DUE, outcome=outcome)
        for message, outcome in ((first, "undelivered"), (second, "failed"), (first, "delivered"))
    ]
    await happened(assessment, *told, times=1)
    assert await _share(assessment, "messages-delivered") == (1, 2)


async def test_an_exchange_counts_as_confirmed_where_both_counties_agree(assessment: Running) -> None:
    first, second = new_id(), new_id()
    given_up = [
        ConfirmationUnresolved(
            confirmation_id=each, peer="329999", kind="both-claim", division=VILLAGE, asked_on=OPENED
        )
        for each in (first, second)
    ]
    agreed = ConfirmationClosed(
        confirmation_id=first, side="asked", division=VILLAGE, how="agreed", asked_on=OPENED, closed_on=DUE
    )
    await happened(assessment, *given_up, agreed, times=2)
    assert await _share(assessment, "exchange-confirmed") == (1, 2)
