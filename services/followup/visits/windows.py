"""A protocol's windows as SQL, so that one plan or a quarter of a million get their visits in one statement.

``Step.windows`` says the same in Python; a test holds the two against each other.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.followup.protocols.model import Protocol, Step
from services.followup.protocols.offsets import parse_offset

_COLUMNS = {
    "step": "text",
    "occurrence": "smallint",
    "place": "text",
    "conditional": "boolean",
    **dict.fromkeys(
        (
            *("start_months", "start_days", "earliest_months", "earliest_days", "due_months", "due_days"),
            *("latest_months", "latest_days", "until_months", "until_days"),
        ),
        "integer",
    ),
}
STEP_ARRAYS = len(_COLUMNS)
"""How many parameters ``steps_sql`` takes."""

# Repeats that end with a date are laid out for the longest months, and cut for each plan.
_LONGEST = [date(2027, month, 1) for month in range(1, 13)]


def steps_sql(first: int) -> str:
    """A table expression of a protocol's visits, from parameters ``$first`` on as ``step_arrays`` gives them."""
    arrays = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(_COLUMNS.values(), first))
    return f"unnest({arrays}) AS s ({', '.join(_COLUMNS)})"


def step_arrays(protocol: Protocol) -> list[Sequence[Any]]:
    """One array per column of ``steps_sql``; one row per visit that the protocol can bring about."""
    rows = [row for step in protocol.steps for row in _rows(step)]
    return [list(column) for column in zip(*rows, strict=True)]


def _rows(step: Step) -> list[tuple[Any, ...]]:
    times = 1 + max(len(list(step.windows(day))) for day in _LONGEST) if step.repeat else 1
    every = parse_offset(step.repeat.every) if step.repeat else parse_offset("P0D")
    until = parse_offset(step.repeat.until) if step.repeat and step.repeat.until else (None, None)
    spans = [*parse_offset(step.earliest), *parse_offset(step.due), *parse_offset(step.latest), *until]
    return [
        (step.id, n + 1, step.place, step.only_if is not None, every.months * n, every.days * n, *spans)
        for n in range(min(times, step.most_times))
    ]


def _after(day: str, span: str) -> str:
    # PostgreSQL ends a month where the shorter month ends, as ``Offset.after`` does.
    return f"(({day} + make_interval(months => s.{span}_months))::date + s.{span}_days)"


def windows_sql(base: str) -> str:
    """Joins for a query over ``s``: ``w`` with the dates counted from ``base``; rows past their end fall out."""
    return (
        f"CROSS JOIN LATERAL (SELECT {_after(base, 'start')} AS from_on) b"
        f" JOIN LATERAL (SELECT {_after('b.from_on', 'earliest')} AS earliest_on,"
        f" {_after('b.from_on', 'due')} AS due_on, {_after('b.from_on', 'latest')} AS latest_on) w"
        f" ON s.until_days IS NULL OR w.due_on <= {_after(base, 'until')}"
    )


def laid_out_sql(days: str, first: int) -> str:
    """A query for the windows of every step that hangs on no outcome, once for each ``base_on`` that ``days`` selects.

    A quarter of a million plans count from a few hundred days: dates are reckoned once for each of these.
    """
    return (
        "SELECT d.base_on, s.step, s.occurrence, s.place, w.earliest_on, w.due_on, w.latest_on"
        f" FROM ({days}) d CROSS JOIN {steps_sql(first)} {windows_sql('d.base_on')} WHERE NOT s.conditional"
    )
