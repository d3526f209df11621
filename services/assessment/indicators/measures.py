"""A measure made ready: its key, its test of one fact, its SQL. Equal measures of several indicators are one."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from services.assessment.indicators.expressions import parse
from services.assessment.indicators.model import Measure
from services.assessment.indicators.to_python import Evaluate, compile_expression
from services.assessment.indicators.to_sql import to_sql


@lru_cache(maxsize=10_000)
def key_of(measure: Measure) -> str:
    """Twelve hexadecimal digits of what is counted: a changed definition is another measure."""
    text = "|".join((measure.of, measure.month, measure.where, measure.add))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Counted:
    """One measure as it is counted."""

    def __init__(self, measure: Measure) -> None:
        self.key = key_of(measure)
        self.kind, self.month, self._where, self._add = measure.of, measure.month, measure.where, measure.add

    @cached_property
    def _test(self) -> Evaluate | None:
        return compile_expression(parse(self._where)) if self._where else None

    @cached_property
    def _amount(self) -> Evaluate:
        return compile_expression(parse(self._add))

    def of_fact(self, fact: Mapping[str, Any]) -> tuple[str, date, int] | None:
        """Division, first day of the month and amount that a fact adds; None where it does not count."""
        division, day = fact.get("division"), fact.get(self.month)
        if division is None or day is None or (self._test is not None and not self._test(fact)):
            return None
        amount = self._amount(fact)
        return (division, day.replace(day=1), int(amount)) if amount else None

    @cached_property
    def where_sql(self) -> str:
        """Which rows of ``facts`` count."""
        test = f" AND {to_sql(parse(self._where))}" if self._where else ""
        return f"division IS NOT NULL AND {self.month} IS NOT NULL{test}"

    @cached_property
    def add_sql(self) -> str:
        """What each adds."""
        return f"trunc(coalesce({to_sql(parse(self._add))}, 0))::bigint"
