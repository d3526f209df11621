"""Changes of divisions: which can be made, and what each code becomes. Pure.

A village changes with its people and groups; a town with all its villages, whose codes follow the town's digits.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chassis.identifiers import division_level, division_prefix
from services.registry.findings import Finding, under

Kind = Literal["rename", "merge", "split", "recode"]
_CHANGEABLE = ("town", "village")


@dataclass(frozen=True, slots=True)
class Place:
    """A division in use, or one that a change opens."""

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: date


@dataclass(frozen=True, slots=True)
class Target:
    """What a change leads to, and, for a split, who goes there: parts named one by one, or the ``rest``."""

    code: str
    name: str | None = None
    divisions: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change as decided."""

    kind: Kind
    effective_on: date
    origins: tuple[str, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """``old`` gives people to ``new``; the heir is the one that stands for the old code from now on."""

    old: str
    new: str
    heir: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from a change. ``opened`` holds new codes and new names, outer divisions first."""

    opened: list[Place]
    closed: list[str]
    successions: list[Succession]


def findings(
    change: Change, in_use: Mapping[str, Place], ever: Collection[str], scope_prefix: str, today: date
) -> list[Finding]:
    """Every fault of the change, with its place. ``ever`` are all codes that are or were in the register."""
    found = list(_of_dates(change, in_use, today))
    for index, code in enumerate(change.origins):
        found += under(f"from/{index}", _of_origin(code, change, in_use, scope_prefix))
    for index, target in enumerate(change.targets):
        found += under(f"to/{index}", _of_target(target, change, in_use, ever, scope_prefix))
    return found + list(_of_shape(change))


def _of_dates(change: Change, in_use: Mapping[str, Place], today: date) -> Iterator[Finding]:
    if change.effective_on > today:
        yield Finding(
            "effective_on", "change_in_future", "生效日期未到，请作为预告提交", "its day has not come: announce it"
        )
    touched = [in_use[code] for code in (*change.origins, *(t.code for t in change.targets)) if code in in_use]
    if any(place.valid_from > change.effective_on for place in touched):
        zh, en = "早于区划现行情况的起始日期", "lies before the day since which the division is as it is"
        yield Finding("effective_on", "before_valid_from", zh, en)


def _of_origin(code: str, change: Change, in_use: Mapping[str, Place], scope_prefix: str) -> Iterator[Finding]:
    if code not in in_use:
        yield Finding("", "unknown_division", "没有这个在用的区划", "no division in use has this code")
    if change.origins.count(code) > 1:
        yield Finding("", "duplicate_code", "代码重复", "the code stands twice")
    if not code.startswith(scope_prefix):
        yield Finding("", "outside_scope", "不在您的管辖范围内", "lies outside your area")
    if change.kind != "rename" and division_level(code) not in _CHANGEABLE:
        yield Finding("", "level_stays", "只能调整乡镇和村", "only towns and villages change so")
    if division_level(code) != division_level(change.origins[0]):
        yield Finding("", "level_differs", "级别不一致", "of another level than the first")


def _of_target(
    target: Target, change: Change, in_use: Mapping[str, Place], ever: Collection[str], scope_prefix: str
) -> Iterator[Finding]:
    level = division_level(target.code)
    if level != division_level(change.origins[0]):
        yield Finding("code", "level_differs", "级别不一致", "of another level than what changes")
    if not target.code.startswith(scope_prefix):
        yield Finding("code", "outside_scope", "不在您的管辖范围内", "lies outside your area")
    if target.code not in in_use and target.code in ever:
        # A code keeps its meaning for good, so that old files and old figures cannot be misread.
        yield Finding("code", "code_used_before", "该代码曾属于其他区划", "the code belonged to another division")
    if target.code not in in_use and target.name is None:
        yield Finding("name", "name_missing", "新区划须有名称", "a new division needs a name")
    if target.code not in in_use and around(target.code) not in in_use:
        yield Finding("code", "unknown_parent", "上级区划不存在", "no such division around it")
    if change.kind in ("split", "recode") and target.code in in_use and target.code not in change.origins:
        yield Finding("code", "code_in_use", "代码已在使用", "the code is in use")
    foreign = [c for c in target.divisions if c not in in_use or in_use[c].parent not in change.origins]
    if foreign:
        yield Finding("divisions", "not_inside", "不在被拆分的区划之内", "does not lie in what is split")


def _of_shape(change: Change) -> Iterator[Finding]:
    origins, targets = len(change.origins), len(change.targets)
    codes = [target.code for target in change.targets]
    if len(set(codes)) < targets:
        yield Finding("to", "duplicate_code", "代码重复", "a code stands twice")
    if change.kind == "rename" and (origins != 1 or codes != list(change.origins) or change.targets[0].name is None):
        yield Finding("to", "bad_shape", "更名：一个区划，代码不变", "a rename keeps the one code and gives a name")
    if change.kind == "recode" and (origins != 1 or targets != 1 or codes[0] == change.origins[0]):
        yield Finding("to", "bad_shape", "变更代码：一个旧代码，一个新代码", "a recode has one old code and one new")
    if change.kind == "merge" and (
        targets != 1 or len({*change.origins, *codes}) < 2 or set(change.origins) == {*codes}
    ):
        yield Finding("to", "bad_shape", "合并：多个区划并为一个", "a merge makes one of several")
    if change.kind == "split" and (origins != 1 or targets < 2):
        yield Finding("to", "bad_shape", "拆分：一个区划分为多个", "a split makes several of one")
    if change.kind == "split" and sum(target.rest for target in change.targets) != 1:
        yield Finding("to", "rest_missing", "须有且只有一个区划接收其余部分", "exactly one takes the rest")
    divided = [code for target in change.targets for code in target.divisions]
    if len(set(divided)) < len(divided):
        yield Finding("to", "divided_twice", "同一区划分给了两处", "a division goes to two places")


def around(code: str) -> str:
    """The code of the division directly around a town or village."""
    cut = {"village": 9, "town": 6}.get(division_level(code), 2)
    return code[:cut].ljust(12, "0")


def plan(change: Change, in_use: Mapping[str, Place], ever: Collection[str]) -> Plan:
    """What follows from a change without findings."""
    opened = [_opened(target, change, in_use) for target in change.targets if _is_new(target, in_use)]
    made = Plan(opened, [], [])
    taken = {*ever, *(target.code for target in change.targets)}
    kept = {target.code for target in change.targets}
    for code in change.origins:
        heir = next((t for t in change.targets if t.rest), change.targets[0])
        gives = change.targets if change.kind == "split" else (heir,)
        made.successions.extend(Succession(code, t.code, t is heir) for t in gives if t.code != code)
        if code not in kept:
            made.closed.append(code)
        for inner in sorted(place.code for place in in_use.values() if place.parent == code):
            goes = next((t for t in change.targets if inner in t.divisions), heir)
            if goes.code != code:
                _move_inner(made, in_use[inner], goes.code, change.effective_on, taken)
    return made


def _is_new(target: Target, in_use: Mapping[str, Place]) -> bool:
    known = in_use.get(target.code)
    return known is None or (target.name is not None and target.name != known.name)


def _opened(target: Target, change: Change, in_use: Mapping[str, Place]) -> Place:
    known = in_use.get(target.code)
    parent = known.parent if known else around(target.code)
    name = target.name or (known.name if known else "")
    return Place(target.code, name, division_level(target.code), parent, change.effective_on)


def _move_inner(made: Plan, inner: Place, town: str, on: date, taken: set[str]) -> None:
    code = free_code(division_prefix(town), inner.code[-3:], taken)
    taken.add(code)
    made.opened.append(Place(code, inner.name, inner.level, town, on))
    made.closed.append(inner.code)
    made.successions.append(Succession(inner.code, code))


def free_code(prefix: str, wanted: str, taken: Collection[str]) -> str:
    """``prefix`` and the three digits ``wanted``, or the next three that nobody has or had. Raises ValueError."""
    digits = (f"{(int(wanted) - 1 + step) % 999 + 1:03}" for step in range(999))
    code = next((prefix + each for each in digits if prefix + each not in taken), None)
    if code is None:
        raise ValueError(f"no code is left inside {prefix}")
    return code


def lines(successions: Iterable[Succession]) -> dict[str, list[Succession]]:
    """The successions of each old code."""
    by_code: dict[str, list[Succession]] = {}
    for succession in successions:
        by_code.setdefault(succession.old, []).append(succession)
    return by_code
