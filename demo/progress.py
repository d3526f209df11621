"""What loading shows: a bar and a table on a terminal, one line a file elsewhere."""

from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

COUNTS = ("read", "created", "updated", "unchanged", "rejected")
_TITLES = {"read": "行 rows", "created": "新建", "updated": "更新", "unchanged": "未变", "rejected": "拒绝"}


class Loaded(NamedTuple):
    """What became of one file; `expected_bad` is None where the truth does not tell."""

    name: str
    state: str
    counts: dict[str, int]
    expected_bad: int | None
    seconds: float

    @property
    def as_expected(self) -> bool:
        """Finished, and as many rows rejected as are bad."""
        rejected = self.counts.get("rejected", 0)
        return self.state == "finished" and self.expected_bad in (None, rejected)


class Display:
    """Shows rows read of `total`; `total` is None where nobody counted them before."""

    def __init__(self, console: Console, total: int | None) -> None:
        self._console = console
        self._bar = Progress(
            TextColumn("载入示范县 Loading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task: TaskID = self._bar.add_task("rows", total=total)
        self._read: dict[str, int] = {}

    def __enter__(self) -> "Display":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def rows_read(self, name: str, rows: int) -> None:
        """`rows` of file `name` were read so far."""
        self._read[name] = rows
        self._bar.update(self._task, completed=sum(self._read.values()))

    def file_done(self, loaded: Loaded) -> None:
        """One line for one file, where there is no bar to watch."""
        if not self._console.is_terminal:
            counts = " ".join(f"{count}={loaded.counts.get(count, 0)}" for count in COUNTS)
            print(
                f"{loaded.name} {loaded.state} {counts} ({loaded.seconds:.1f} s)", file=self._console.file, flush=True
            )


def closing_table(done: list[Loaded]) -> Table:
    """All files with their counts, and the sums."""
    table = Table("文件 file", title="示范县 The demo county", show_footer=False)
    for title in (*(_TITLES[count] for count in COUNTS), "应拒 expected", "秒 s"):
        table.add_column(title, justify="right")
    for loaded in done:
        expected = "–" if loaded.expected_bad is None else f"{loaded.expected_bad:,}"
        name = loaded.name if loaded.state == "finished" else f"{loaded.name} [{loaded.state}]"
        counts = [f"{loaded.counts.get(count, 0):,}" for count in COUNTS]
        table.add_row(name, *counts, expected, f"{loaded.seconds:.1f}")
    table.add_section()
    sums = [f"{sum(loaded.counts.get(count, 0) for loaded in done):,}" for count in COUNTS]
    table.add_row("合计 total", *sums, f"{sum(loaded.expected_bad or 0 for loaded in done):,}", "")
    return table
