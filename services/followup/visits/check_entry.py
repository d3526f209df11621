"""Whether what a worker sends about a visit fits together: place, day, and what may be noted down. Pure."""

from collections.abc import Iterator
from datetime import date

from chassis.problems import BadPayload, CharterRefusal, Fault
from services.followup.protocols.model import Record, Step
from services.followup.visits.rules import GIVEN
from services.followup.visits.schemas import Finding, OutcomeGiven

_TYPES: dict[str, tuple[type, ...]] = {"number": (int, float), "text": (str,), "yes-no": (bool,)}


def check_entry(given: OutcomeGiven, step: Step, anchor_on: date, today: date) -> None:
    """Raises CharterRefusal (a refusal needs no reason) or BadPayload with every fault."""
    if given.outcome == "declined" and given.content is not None:
        raise CharterRefusal(
            "C2", "谢绝随访不需要理由，也不记录理由。", "A refusal needs no reason, and none is written down."
        )
    faults = [*_faults_of_day(given.done_on, anchor_on, today), *_faults_of_place(given)]
    if given.content is not None and given.outcome not in GIVEN:
        faults.append(Fault("#/content", "not_expected", "nobody was seen or spoken to"))
    elif given.content is not None:
        known = {record.id: record for record in step.records}
        faults += [f for name, value in given.content.findings.items() if (f := _fault_of_finding(known, name, value))]
    if faults:
        raise BadPayload(faults=faults)


def _faults_of_day(done_on: date, anchor_on: date, today: date) -> Iterator[Fault]:
    if done_on > today:
        yield Fault("#/done_on", "in_the_future", "this day has not come yet")
    elif done_on < anchor_on:
        yield Fault("#/done_on", "before_anchor", "this day is before the day that the plan counts from")


def _faults_of_place(given: OutcomeGiven) -> Iterator[Fault]:
    if given.outcome == "phone_instead" and given.place not in (None, "phone"):
        yield Fault("#/place", "not_expected", "a call has no other place")


def _fault_of_finding(known: dict[str, Record], name: str, value: Finding) -> Fault | None:
    pointer = f"#/content/findings/{name.replace('~', '~0').replace('/', '~1')}"
    record = known.get(name)
    if record is None:
        return Fault(pointer, "unknown_finding", f"this visit records {', '.join(known) or 'a note only'}")
    # A truth value counts as a number in Python, never in a measurement.
    if not isinstance(value, _TYPES[record.type]) or (record.type == "number" and isinstance(value, bool)):
        return Fault(pointer, "wrong_type", f"{record.type} is expected")
    return None


def leads_to_referral(step: Step, given: OutcomeGiven) -> bool:
    """Whether a finding leads to a referral by the protocol's own rule."""
    findings = given.content.findings if given.content else {}
    return any(rule.record in findings and rule.holds(findings[rule.record]) for rule in step.refer_if)
