"""``python -m services.registry.imports.prepare``: reads, judges and seals one file in a process of its own.

A file from outside is parsed here, with bounded memory, and not in the service: whatever it does to the parser,
the service stays up and keeps answering. The task comes as JSON on standard input. Standard output carries one
line of JSON about the header and then COPY lines; a refusal is JSON on standard error, with exit status 2.
"""

import fcntl
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from chassis.sealing import Sealer
from services.registry.imports.columns import column_named, folded
from services.registry.imports.header import LOOKED_AT, Header, is_header, is_hint_row, no_header, read_header
from services.registry.imports.naming import Explained, naming_for
from services.registry.imports.reading.people_file import people_rows
from services.registry.imports.reading.refusals import FileRefused, unsafe
from services.registry.imports.reading.row import Row
from services.registry.imports.reading.share import Share
from services.registry.imports.rules import Place, RowRules
from services.registry.imports.staged_rows import Contexts, Liner

REFUSED = 2
_BATCH = 500
_PIPE = 1 << 20


class Task(msgspec.Struct, kw_only=True):
    """What to prepare, and what the rules need to know. ``only`` asks for the cells of these rows alone."""

    path: str
    keys_folder: str
    contexts: Contexts
    divisions: list[str] = []
    counties: list[str] = []
    successors: dict[str, list[str]] = {}
    mappings: list[Explained] = []
    scope: str = ""
    today: str = ""
    most_rows: int = 0
    most_memory: int = 1 << 30
    only: list[int] | None = None
    part: int = 0
    parts: int = 1
    """Of a file that several processes share, which of the shares is this one's."""


class Facts(msgspec.Struct):
    """What the first line of the output says of the file."""

    titles: list[str]
    unknown_columns: list[str]
    mapping: str | None


def prepare(task: Task, out: IO[bytes]) -> None:
    """Write the facts and the lines. Raises FileRefused."""
    liner = Liner(Sealer.load(Path(task.keys_folder), "registry"), task.contexts)
    share = Share(task.part, task.parts)
    header, rows = _below_header(people_rows(Path(task.path), _known(task.mappings), share), task.mappings)
    out.write(msgspec.json.encode(Facts(header.titles, header.unknown, header.mapping)) + b"\n")
    if task.only is not None:
        wanted = frozenset(task.only)
        _write(out, (f"{row.number}\t{liner.cells(row)}\n" for row in rows if row.number in wanted))
        return
    place = Place(frozenset(task.divisions), frozenset(task.counties), task.scope, task.today, task.successors)
    judge = RowRules(header.places, place).judge
    allowed = _at_most(rows, header.row + task.most_rows, task.most_rows)
    mine = allowed if task.parts == 1 else (row for row in allowed if share.holds(row.number))
    _write(out, (_line(row, judge, liner) for row in mine))


def _known(mappings: list[Explained]) -> Callable[[str], bool]:
    explained = {header for mapping in mappings for header in mapping.columns}
    return lambda cell: column_named(cell) is not None or folded(cell) in explained


def _below_header(rows: Iterator[Row], mappings: list[Explained]) -> tuple[Header, Iterator[Row]]:
    for looked_at, row in enumerate(rows):
        if looked_at >= LOOKED_AT:
            break
        naming = naming_for(row.cells, mappings)
        if is_header(row, naming):
            header = read_header(row, naming)
            return header, _people(rows, header)
    raise no_header()


def _people(rows: Iterator[Row], header: Header) -> Iterator[Row]:
    width, name = len(header.titles), header.places["name"]
    for row in rows:
        cells = row.cells
        # Nearly every row has a name; the others are looked at for whether they hold anything at all.
        if not (len(cells) > name and cells[name].strip()) and not "".join(cells[:width]).strip():
            continue
        if row.number != header.row + 1 or not is_hint_row(row, header):
            yield row


def _at_most(rows: Iterator[Row], last: int, most: int) -> Iterator[Row]:
    # By their numbers, since of a shared file each process sees a part of the rows alone.
    for row in rows:
        if row.number > last:
            raise FileRefused(
                "import-too-many-rows",
                "too_many_rows",
                f"文件超过 {most} 行。请分成几个文件上传。",
                f"The file has more than {most} rows. Split it into several files.",
                most_rows=most,
            )
        yield row


def _line(row: Row, judge: Callable, liner: Liner) -> str:
    verdict = judge(row)
    return liner.rejected(row, verdict) if isinstance(verdict, list) else liner.accepted(row.number, verdict)


def _write(out: IO[bytes], lines: Iterator[str]) -> None:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) >= _BATCH:
            out.write("".join(batch).encode())
            batch.clear()
    out.write("".join(batch).encode())
    out.flush()


def main() -> None:
    """Prepare the task on standard input."""
    # The service closes our output when it stops; that is an order to end, not a fault.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    _widen(sys.stdout.fileno())
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    _limit_memory(task.most_memory)
    try:
        prepare(task, sys.stdout.buffer)
    except FileRefused as refusal:
        _refuse(refusal)
    except MemoryError:
        _refuse(unsafe("too_complex", "文件过于复杂，无法读入。请分成几个文件上传。", "Too complex. Split the file."))


def _widen(pipe: int) -> None:
    """So that we go on while the service is busy with other things; where the system lets us."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _limit_memory(most: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _refuse(refusal: FileRefused) -> None:
    sys.stderr.buffer.write(msgspec.json.encode(refusal.as_dict()))
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
