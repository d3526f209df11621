"""Counts a scheme that is not in force yet over everybody in scope, beside the version that is."""

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.problems import BadPayload, CharterRefusal, Fault
from chassis.sealing import Sealer
from services.incentives.eligibility.evaluate import Entitled, evaluate_all
from services.incentives.eligibility.load_people import Found, load_people
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.lint import Written, load_text
from services.incentives.schemes.model import Scheme
from services.incentives.scope import scope_of
from services.incentives.simulations.errors import SchemeFaulty
from services.incentives.simulations.rules import Difference, compare
from services.incentives.simulations.schemas import PersonChanged, Simulated, SimulationAsked, TownChanged

_SHOWN = 200
_TOWN = 1000


async def simulate(session: AsyncSession, sealer: Sealer, caller: Caller, asked: SimulationAsked) -> Simulated:
    """Raises CharterRefusal, SchemeFaulty, BadPayload, NotAllowed."""
    new = _read(asked.text)
    if not new.in_year(asked.year):
        raise BadPayload(faults=[Fault("#/year", "not_in_force", "the scheme is not in force in this year")])
    old = catalogue().of_year(new.id, asked.year)
    ahead = _ahead(new, old, asked.year)
    prefix = scope_of(caller, asked.division)
    found = await load_people(session, sealer, prefix, new.place, [*ahead, new, *([old] if old else [])])
    after = evaluate_all([*ahead, new], found.people, asked.year)[new.id]
    before = None if old is None else evaluate_all([*ahead, old], found.people, asked.year)[old.id]
    difference = compare(found.people.size, before, after)
    return _told(new, old, asked.year, found, before, after, difference)


def _read(text: str) -> Scheme:
    # The file's name is not known here: the text's own id and version stand for it.
    draft = load_text(_name_in(text), text)
    if draft.scheme is not None:
        return draft.scheme
    _refuse_by_charter(draft)
    faults = [Fault(f"#/text:{each.line}", "bad_scheme", each.message) for each in draft.faults[:50]]
    raise SchemeFaulty(faults=faults)


def _name_in(text: str) -> str:
    lines = [line.partition("#")[0].partition(":") for line in text.splitlines()]
    said = {key.strip(): value.strip() for key, _, value in reversed(lines) if key in ("id", "version")}
    return f"{said.get('id', '')}.v{said.get('version', '')}.yaml"


def _refuse_by_charter(draft: Written) -> None:
    for fault in draft.faults:
        _, broken, rule = fault.message.partition("breaks rule ")
        if broken:
            raise CharterRefusal(
                rule.split()[0],
                f"第{fault.line}行违反章程：补贴不得以避孕方式、手术或不生育等为条件",
                f"line {fault.line}: {fault.message}; money never depends on this",
            )


def _ahead(new: Scheme, old: Scheme | None, year: int) -> list[Scheme]:
    others = set(new.yields_to) | set(old.yields_to if old else ())
    return [scheme for scheme in catalogue().in_year(year) if scheme.id in others]


def _told(
    new: Scheme, old: Scheme | None, year: int, found: Found, before: Entitled | None, after: Entitled, d: Difference
) -> Simulated:
    more = int((d.after[d.changed] > d.before[d.changed]).sum())
    order = np.concatenate([d.dropped, d.added, d.changed])[:_SHOWN]
    people = [
        PersonChanged(person_id=found.ids[row], before_fen=int(d.before[row]), after_fen=int(d.after[row]))
        for row in order.tolist()
    ]
    return Simulated(
        scheme=new.id,
        version=new.version,
        compared_with=None if old is None else old.version,
        year=year,
        people=found.people.size,
        people_before=0 if before is None else len(before.rows),
        people_after=len(after.rows),
        before_fen=0 if before is None else before.total,
        after_fen=after.total,
        added=len(d.added),
        dropped=len(d.dropped),
        more=more,
        less=len(d.changed) - more,
        towns=_towns(new, found, d),
        first_changes=people,
    )


def _towns(scheme: Scheme, found: Found, d: Difference) -> list[TownChanged]:
    rows = np.flatnonzero((d.before > 0) | (d.after > 0))
    codes = found.people.columns[f"{scheme.place}-division"][rows] // _TOWN
    towns = []
    for code in np.unique(codes).tolist():
        here = rows[codes == code]
        then, now = d.before[here], d.after[here]
        counts = {"people_before": int((then > 0).sum()), "people_after": int((now > 0).sum())}
        sums = {"before_fen": int(then.sum()), "after_fen": int(now.sum())}
        towns.append(TownChanged(division_code=f"{code * _TOWN:012d}", **counts, **sums))
    return towns
