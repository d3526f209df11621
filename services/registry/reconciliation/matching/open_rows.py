"""Sealed rows, opened where they are compared: whom each speaks of, and the few facts that rules look at."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from chassis.sealing import Sealer
from services.registry.reconciliation.matching.task import ROW_COLUMNS
from services.registry.reconciliation.record_kinds.kinds import Kind, Subject, kinds
from services.registry.reconciliation.submissions.contexts import RECORD

_FACTS = (
    *("row", "submission", "row_number", "kind", "department", "day", "division", "choice", "to_division", "pays"),
    "counts_as",
)


class Opened(NamedTuple):
    """``subjects``: ROW_COLUMNS, row and role. ``rows``: one line a row."""

    subjects: pa.Table
    rows: pa.Table


class Opener:
    """Takes COPY lines ``submission,row_number,\\x<sealed>``; numbers become blind indexes at once."""

    def __init__(self, sealer: Sealer, number_context: str, submissions: dict[str, tuple[str, str]]) -> None:
        self._sealer, self._context, self._submissions = sealer, number_context, submissions
        self._decode = msgspec.json.Decoder(list[str]).decode
        self._batches: list[pa.RecordBatch] = []
        self._facts: list[pa.RecordBatch] = []
        self._subjects: list[tuple[str | None, ...]] = []
        self._rows: list[tuple[str | None, ...]] = []
        self._count = 0

    def take(self, pieces: Iterator[bytes]) -> None:
        """Open the lines of one table; pieces end where lines do not."""
        rest = b""
        for piece in pieces:
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                self._open(line)
            self._flush(50_000)

    def opened(self) -> Opened:
        """Everything taken."""
        self._flush(0)
        columns = (*ROW_COLUMNS, "row", "role")
        subjects = pa.Table.from_batches(self._batches, pa.schema([(name, pa.string()) for name in columns]))
        facts = pa.Table.from_batches(self._facts, pa.schema([(name, pa.string()) for name in _FACTS]))
        pays = pc.equal(facts["pays"], "1")
        return Opened(subjects, facts.set_column(facts.schema.get_field_index("pays"), "pays", pays))

    def _open(self, line: bytes) -> None:
        submission, number, sealed = line.decode().split(",")
        code, department = self._submissions[submission]
        kind = kinds()[code]
        record = self._decode(self._sealer.open(bytes.fromhex(sealed[2:]), RECORD))
        told = dict(zip(kind.names, record, strict=True))
        self._count += 1
        row = str(self._count)
        for role, subject in kind.subjects.items():
            self._subject(row, role, subject, told)
        self._rows.append((row, submission, number, code, department, *_facts(kind, told)))

    def _subject(self, row: str, role: str, subject: Subject, told: dict[str, str]) -> None:
        def given(column: str | None) -> str | None:
            return (told[column] or None) if column else None

        name, relative = given(subject.name), given(subject.relative_name)
        if name is None and relative is None and given(subject.relative_number) is None:
            return
        born, sex = given(subject.born), subject.sex_is or given(subject.sex)
        self._subjects.append(
            (
                f"{row}.{role}",
                name,
                born.replace("-", "") if born else None,
                sex if sex in ("1", "2") else None,
                self._index(given(subject.number)),
                given(subject.place),
                relative,
                self._index(given(subject.relative_number)),
                row,
                role,
            )
        )

    def _index(self, number: str | None) -> str | None:
        if number is None:
            return None
        return self._sealer.index(number, self._context).hex()

    def _flush(self, least: int) -> None:
        if len(self._rows) <= least:
            return
        columns = (*ROW_COLUMNS, "row", "role")
        self._batches += _batches(self._subjects, columns)
        self._facts += _batches(self._rows, _FACTS)
        self._subjects, self._rows = [], []


def _batches(lines: list[tuple[str | None, ...]], names: tuple[str, ...]) -> list[pa.RecordBatch]:
    if not lines:
        return []
    arrays = [pa.array(column, pa.string()) for column in zip(*lines, strict=True)]
    return [pa.RecordBatch.from_arrays(arrays, list(names))]


def _facts(kind: Kind, told: dict[str, str]) -> tuple[str | None, ...]:
    day = told[kind.day] if kind.day else None
    division = told.get("division") or told.get("from_division") or None
    choice = told.get("status") or told.get("direction") or None
    return day, division, choice, told.get("to_division") or None, "1" if kind.pays else "0", kind.counts_as
