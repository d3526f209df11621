"""The rules that a protocol must keep beyond its schema; each fault with its path in the file. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.followup.protocols.charter import broken_rule
from services.followup.protocols.model import RETRIED, Condition, Protocol, Repeat, Step
from services.followup.protocols.offsets import parse_offset

Found = Iterator[tuple[tuple[str | int, ...], str]]
"""Path into the file, and what is wrong there."""

# A month has 28 to 31 days, so whether one span is longer than another can depend on the day it counts from.
_ANCHORS = [date(2027, 1, 1) + timedelta(days=n) for n in range(0, 731)]
_NO_RETRY = {
    "declined": "breaks rule C2 of the charter: nobody is asked again who said no",
    "died": "breaks rule C2 of the charter: nobody calls on a family again after a death",
}
_FITS = {"number": ("above", "below"), "yes-no": ("is_",), "text": ()}


def faults_of(file_name: str, protocol: Protocol) -> Found:
    """All faults of one protocol."""
    if file_name != f"{protocol.id}.v{protocol.version}.yaml":
        yield ("id",), f"the file's name must be {protocol.id}.v{protocol.version}.yaml"
    if protocol.effective_to is not None and protocol.effective_to < protocol.effective_from:
        yield ("effective_to",), "ends before it begins"
    yield from _faults_of_triggers(protocol)
    yield from _faults_of_retries(protocol)
    seen: set[str] = set()
    for index, step in enumerate(protocol.steps):
        if step.id in seen:
            yield ("steps", index, "id"), f"step {step.id!r} stands twice"
        seen.add(step.id)
        for key, what in (*_faults_of_step(step, protocol), *_faults_of_records(step), *_charter_faults(step)):
            yield ("steps", index, *key), what
        for name, condition in (("only_if", step.only_if), ("skip_if", step.skip_if)):
            if condition is not None:
                for what in _faults_of_condition(step, condition, name, protocol):
                    yield ("steps", index, name, "step"), what


def _faults_of_triggers(protocol: Protocol) -> Found:
    if ("birth" in protocol.triggers) != (protocol.subject in ("child", "mother")):
        yield ("for",), f"a plan triggered by {', '.join(protocol.triggers)} cannot be for the {protocol.subject}"
    if ("age" in protocol.triggers) != (protocol.age is not None):
        yield ("age" if protocol.age else "trigger",), "the trigger age and the key age belong together"
    if protocol.age is not None and not any(parse_offset(protocol.age.offered_every)):
        yield ("age", "offered_every"), "an offer needs time before the next"


def _faults_of_retries(protocol: Protocol) -> Found:
    meetings = [index for index, step in enumerate(protocol.steps) if step.in_person]
    for outcome, retry in protocol.retries.items():
        if outcome not in RETRIED:
            yield ("retries", outcome), _NO_RETRY.get(outcome, f"nothing is left to try after {outcome}")
        if outcome == "phone_instead" and not meetings:
            yield ("retries", outcome), "no step asks for a meeting (in_person)"
        if outcome == "phone_instead" and retry.phone_after is not None:
            yield ("retries", outcome, "phone_after"), "a call is what this is a retry of"
        if not any(parse_offset(retry.within)):
            yield ("retries", outcome, "within"), "a next try needs time"
        if retry.phone_after is not None and retry.phone_after >= retry.at_most:
            yield ("retries", outcome, "phone_after"), f"there is no try after {retry.at_most}"
    for index in meetings:
        if "phone_instead" not in protocol.retries:
            yield (
                ("steps", index, "in_person"),
                "retries says nothing of phone_instead: no other try would follow a call",
            )
        if protocol.steps[index].place == "phone":
            yield ("steps", index, "in_person"), "a call is no meeting"


def _faults_of_step(step: Step, protocol: Protocol) -> Found:
    if step.source not in protocol.sources:
        yield ("source",), f"source {step.source!r} is not among the sources"
    if not is_ordered(step.earliest, step.due):
        yield ("earliest",), f"earliest {step.earliest} comes after due {step.due}"
    if not is_ordered(step.due, step.latest):
        yield ("latest",), f"latest {step.latest} comes before due {step.due}"
    if step.repeat is not None:
        yield from _faults_of_repeat(step, step.repeat)


def _faults_of_repeat(step: Step, repeat: Repeat) -> Found:
    if not any(parse_offset(repeat.every)):
        yield ("repeat", "every"), "a repeat needs time between its visits"
    elif repeat.until is not None and not is_ordered(step.due, repeat.until):
        yield ("repeat", "until"), f"until {repeat.until} comes before the first visit, due {step.due}"


def _faults_of_records(step: Step) -> Found:
    known = {record.id: record.type for record in step.records}
    ids = [record.id for record in step.records]
    for index, record in enumerate(step.records):
        if record.id in ids[:index]:
            yield ("records", index, "id"), f"record {record.id!r} stands twice"
    for index, referral in enumerate(step.refer_if):
        if referral.record not in known:
            yield ("refer_if", index, "record"), f"this step records no {referral.record!r}"
        elif not any(getattr(referral, key) is not None for key in _FITS[known[referral.record]]):
            yield ("refer_if", index), f"{referral.record!r} is {known[referral.record]}: it cannot be judged so"


def _charter_faults(step: Step) -> Found:
    for index, record in enumerate(step.records):
        rule = broken_rule(record.id, record.title.zh, record.title.en)
        if rule is not None:
            yield ("records", index), f"record {record.id!r} breaks rule {rule} of the charter"
    rule = broken_rule(step.id, step.title.zh, step.title.en)
    if rule is not None:
        yield ("id",), f"step {step.id!r} breaks rule {rule} of the charter"


def _faults_of_condition(step: Step, condition: Condition, key: str, protocol: Protocol) -> Iterator[str]:
    earlier = next((each for each in protocol.steps if each.id == condition.step), None)
    if earlier is None:
        yield f"there is no step {condition.step!r} to hang on"
    elif _leads_back(step, protocol):
        yield f"a cycle: whether {step.id!r} is owed hangs on itself"
    elif key == "skip_if" and not (step.only_if or earlier.only_if or is_ordered(earlier.earliest, step.latest)):
        # An outcome that cannot come before the visit's last day could never spare it.
        yield f"{earlier.id!r} cannot be made before {step.id!r} has passed"


def _leads_back(step: Step, protocol: Protocol) -> bool:
    after = {each.id: [c.step for c in (each.only_if, each.skip_if) if c is not None] for each in protocol.steps}
    reached, ahead = set[str](), list(after[step.id])
    while ahead:
        current = ahead.pop()
        if current == step.id:
            return True
        if current not in reached:
            reached.add(current)
            ahead += after.get(current, [])
    return False


def is_ordered(first: str, second: str) -> bool:
    """Whether ``first`` never ends after ``second``, whatever day they count from."""
    earlier, later = parse_offset(first), parse_offset(second)
    return all(earlier.after(anchor) <= later.after(anchor) for anchor in _ANCHORS)
