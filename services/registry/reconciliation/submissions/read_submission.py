"""``python -m services.registry.reconciliation.submissions.read_submission``: reads, judges and seals one extract.

The task comes as JSON on standard input; COPY lines for ``submission_rows`` go to standard output, and one line of
JSON about the whole to standard error. A refusal is that line too, with exit status 2.
"""

import resource
import sys
from collections import Counter
from pathlib import Path
from typing import IO, Any

import msgspec

from chassis.sealing import Sealer
from services.registry.imports.reading.refusals import FileRefused, unsafe
from services.registry.imports.verdicts import Fault
from services.registry.reconciliation.piped_process import REFUSED
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.submissions.contexts import RECORD
from services.registry.reconciliation.submissions.records_file import Given, given_rows
from services.registry.reconciliation.submissions.refusals import rows_missing, too_many_rows
from services.registry.reconciliation.submissions.rules import Place, Record, RowRules

_BATCH = 1000


class Task(msgspec.Struct, kw_only=True):
    """What to read, and what the rules need to know."""

    submission_id: str
    path: str
    keys_folder: str
    kind: str
    divisions: list[str]
    county: str
    first: str
    last: str
    today: str
    rows_declared: int | None = None
    most_rows: int = 500_000
    most_memory: int = 1 << 30


class Read(msgspec.Struct):
    """What the last line tells of the whole."""

    rows: int
    accepted: int
    rejected: int
    verdicts: dict[str, int]


def read_submission(task: Task, out: IO[bytes]) -> Read:
    """Write the lines. Raises FileRefused; the parent then keeps none of them."""
    kind, lines = kinds()[task.kind], _Lines(task, out)
    place = Place(frozenset(task.divisions), task.county, task.first, task.last, task.today)
    judge = RowRules(kind, place).judge
    for given in given_rows(Path(task.path), kind):
        verdict = [given.fault] if given.fault else judge(given.number, given.cells, given.odd)
        lines.add(given, verdict)
        if lines.rows > task.most_rows:
            raise too_many_rows(task.most_rows)
    if task.rows_declared is not None and task.rows_declared != lines.rows:
        raise rows_missing(task.rows_declared, lines.rows)
    lines.flush()
    return Read(lines.rows, lines.rows - lines.rejected, lines.rejected, dict(lines.verdicts))


class _Lines:
    """Gathers COPY lines, and counts."""

    def __init__(self, task: Task, out: IO[bytes]) -> None:
        self._seal = Sealer.load(Path(task.keys_folder), "registry").sealing(RECORD)
        self._id, self._out, self._batch = task.submission_id, out, list[str]()
        self.rows = self.rejected = 0
        self.verdicts: Counter[str] = Counter()

    def add(self, given: Given, verdict: Any) -> None:
        self.rows += 1
        if verdict and isinstance(verdict[0], Fault):
            self.rejected += 1
            self.verdicts.update({fault.code for fault in verdict})
            said = msgspec.json.encode(verdict).decode().replace("\\", "\\\\")
            self._batch.append(f"{self._id}\t{given.number}\t{said}\t\n")
        else:
            self._batch.append(f"{self._id}\t{given.number}\t\t\\\\x{self._sealed(verdict)}\n")
        if len(self._batch) >= _BATCH:
            self.flush()

    def _sealed(self, record: Record) -> str:
        return self._seal(msgspec.json.encode(record).decode()).hex()

    def flush(self) -> None:
        self._out.write("".join(self._batch).encode("utf-8", "replace"))
        self._batch.clear()
        self._out.flush()


def main() -> None:
    """Read the task's file."""
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or hard > task.most_memory:
        resource.setrlimit(resource.RLIMIT_AS, (task.most_memory, hard))
    try:
        said = read_submission(task, sys.stdout.buffer)
    except FileRefused as refusal:
        _refuse(refusal)
    except MemoryError:
        _refuse(unsafe("too_complex", "文件过于复杂，无法读入。请分成几个文件上传。", "Too complex. Split the file."))
    else:
        sys.stderr.buffer.write(msgspec.json.encode(said))


def _refuse(refusal: FileRefused) -> None:
    sys.stderr.buffer.write(msgspec.json.encode(refusal.as_dict()))
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
