"""Change divisions: rename, merge, split, recode. One transaction; people, households, groups and lineage follow."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import new_id
from contracts.registry import DivisionChanged, DivisionReplaced
from services.registry.divisions import change_rules
from services.registry.divisions.change_rules import Change, Place, Plan, Target
from services.registry.divisions.change_schemas import ChangeEffects, ChangeEntry, ChangeOut
from services.registry.divisions.errors import ImportRunning
from services.registry.divisions.move_groups import group_parts, move_groups
from services.registry.divisions.repoint import Act, Parts, Repointed, repoint
from services.registry.divisions.tables import Division, DivisionChange, Lineage
from services.registry.faults import refuse
from services.registry.findings import Finding

_HOUSEHOLDS_ELSEWHERE = text(
    "SELECT asked.id FROM unnest(CAST(:ids AS uuid[])) AS asked (id)"
    " WHERE NOT EXISTS (SELECT FROM households h WHERE h.id = asked.id AND h.registered_division = :village)"
)


async def change_divisions(session: AsyncSession, caller: Caller, entry: ChangeEntry) -> ChangeOut:
    """The change with its effects; a dry run does the same and takes it back. Raises BadPayload, ImportRunning."""
    return await try_change(session, caller, entry) if entry.dry_run else await _make(session, caller, entry)


async def try_change(session: AsyncSession, caller: Caller, entry: ChangeEntry, on: date | None = None) -> ChangeOut:
    """What would follow, as if today were ``on``; nothing is changed. Raises as ``change_divisions``."""
    attempt = await session.begin_nested()
    made = await _make(session, caller, entry, on)
    await attempt.rollback()
    return made.model_copy(update={"id": None, "made_at": None, "made_by": None})


async def _make(session: AsyncSession, caller: Caller, entry: ChangeEntry, on: date | None = None) -> ChangeOut:
    await _hold_imports(session)
    in_use, ever = await _divisions(session)
    change = _stated(entry)
    refuse(change_rules.findings(change, in_use, ever, caller.scope_prefix, on or clock.today()))
    refuse(await _of_parts(session, entry))
    plan = change_rules.plan(change, in_use, ever)
    act = Act(await driver(session), new_id(), clock.now(), caller.subject)
    touched = await _rewrite(session, plan, entry.effective_on)
    groups = await move_groups(act, plan, {c: t.code for t in entry.to for c in t.groups})
    parts = await _parts(act, entry, plan, groups)
    effects = _effects(plan, groups, await repoint(act, parts))
    row = await _keep(session, act, entry, plan, effects)
    await outbox.add(session, *touched, *_replaced(act.change_id, entry, plan)) if touched else None
    await audit.record(session, caller, "change-divisions", act.change_id, **entry.model_dump(mode="json"))
    return ChangeOut(**row.model_dump(exclude={"effects", "request"}), effects=effects)


async def _hold_imports(session: AsyncSession) -> None:
    """Nobody begins an import until this is over, and none is running: its rows were judged by the old codes."""
    await session.execute(text("LOCK TABLE imports IN SHARE MODE"))
    if (await session.execute(text("SELECT 1 FROM imports WHERE state = 'running' LIMIT 1"))).first() is not None:
        raise ImportRunning()


async def _divisions(session: AsyncSession) -> tuple[dict[str, Place], set[str]]:
    # All rows, so that whoever is registering somebody in one of them now (``unknown_divisions``) comes first.
    rows = (await session.scalars(select(Division).order_by(col(Division.code)).with_for_update())).all()
    in_use = {d.code: Place(d.code, d.name, d.level, d.parent, d.valid_from) for d in rows if d.valid_to is None}
    return in_use, {division.code for division in rows}


def _stated(entry: ChangeEntry) -> Change:
    targets = tuple(Target(t.code, t.name, tuple(t.divisions), t.rest) for t in entry.to)
    return Change(entry.kind, entry.effective_on, tuple(entry.origins), targets)


async def _of_parts(session: AsyncSession, entry: ChangeEntry) -> list[Finding]:
    """Faults in who goes where: groups and households lie in the village that is divided, each named once."""
    village = entry.origins[0]
    found: list[Finding] = []
    named = [part for target in entry.to for part in (*target.groups, *target.households)]
    if len(set(named)) < len(named):
        found.append(Finding("to", "divided_twice", "同一部分分给了两处", "a part goes to two places"))
    for index, target in enumerate(entry.to):
        outside = entry.kind != "split" or any(group[:12] != village for group in target.groups)
        if target.groups and outside:
            found.append(Finding(f"to/{index}/groups", "not_inside", "小组不在该村", "no group of that village"))
        if target.households:
            values = {"ids": target.households, "village": village}
            if entry.kind != "split" or (await session.execute(_HOUSEHOLDS_ELSEWHERE, values)).first() is not None:
                zh, en = "有户不在该村", "a household is not registered there"
                found.append(Finding(f"to/{index}/households", "not_inside", zh, en))
    return found


async def _rewrite(session: AsyncSession, plan: Plan, on: date) -> list[DivisionChanged]:
    """The divisions themselves; the events, outer divisions first and what ended last."""
    touched = []
    for place in plan.opened:
        division = await session.get(Division, place.code) or Division(
            code=place.code, name=place.name, level=place.level, valid_from=on
        )
        division.name, division.parent, division.valid_from = place.name, place.parent, on
        session.add(division)
        touched.append(division)
    for code in plan.closed:
        division = await session.get_one(Division, code)
        division.valid_to = on
        touched.append(division)
    await session.flush()
    return [DivisionChanged(**division.model_dump()) for division in touched]


async def _parts(act: Act, entry: ChangeEntry, plan: Plan, groups: dict[str, str]) -> Parts:
    whole = {s.old: s.new for s in plan.successions if s.heir}
    if entry.kind == "split":
        # A village that goes on and keeps the rest is its own heir; its people are looked at all the same.
        whole.setdefault(entry.origins[0], entry.origins[0])
    households = {household: target.code for target in entry.to for household in target.households}
    return Parts(whole, households, group_parts(groups, {c: t.code for t in entry.to for c in t.groups}))


def _effects(plan: Plan, groups: dict[str, str], done: Repointed) -> ChangeEffects:
    values: dict[str, Any] = {
        "opened": [{"code": p.code, "name": p.name, "level": p.level, "parent": p.parent} for p in plan.opened],
        "closed": plan.closed,
        "successions": [{"old": s.old, "new": s.new, "heir": s.heir} for s in plan.successions],
        "groups": groups,
        "persons": done.persons,
        "households": done.households,
        "renumbered": [dict(row) for row in done.renumbered],
    }
    return ChangeEffects.model_validate(values)


async def _keep(
    session: AsyncSession, act: Act, entry: ChangeEntry, plan: Plan, effects: ChangeEffects
) -> DivisionChange:
    row = DivisionChange(
        id=act.change_id,
        kind=entry.kind,
        effective_on=entry.effective_on,
        document=entry.document,
        request=entry.model_dump(mode="json", by_alias=True, exclude={"dry_run"}),
        effects=effects.model_dump(mode="json"),
        made_at=act.at,
        made_by=act.by,
    )
    session.add(row)
    await session.flush()
    on = entry.effective_on
    session.add_all(
        Lineage(change_id=act.change_id, from_code=s.old, to_code=s.new, heir=s.heir, effective_on=on)
        for s in plan.successions
    )
    await session.flush()
    return row


def _replaced(change_id: UUID, entry: ChangeEntry, plan: Plan) -> list[DivisionReplaced]:
    return [
        DivisionReplaced(
            code=code,
            change_id=change_id,
            kind=entry.kind,
            effective_on=entry.effective_on,
            successors=[s.new for s in lines],
            heir=next((s.new for s in lines if s.heir), code),
        )
        for code, lines in change_rules.lines(plan.successions).items()
    ]
