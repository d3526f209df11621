"""Which file each person of a town is written to, and the file itself with its bad rows."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from demo.county import Village
from demo.faults import CODES, DUPLICATE, SPOILS, BadRow
from demo.numbers import Calendar
from demo.people import Household, Person
from demo.rows import Row, in_codes, in_words
from demo.sheet import write_csv, write_xlsx
from demo.words import AT, CHINESE, ENGLISH, HINTS

XLSX, CHINESE_CSV, ENGLISH_CSV = "xlsx", "csv gb18030", "csv utf-8-sig"
FEWEST_BAD_ROWS = 3
ToRow = Callable[[Person, Calendar], Row]
# The order in which the bought-in system of one village writes its columns.
_ENGLISH_ORDER = (1, 0, 4, 5, 8, 9, 7, 6, 11, 12, 10, 13, 2, 3, 14)


class PeopleFile(msgspec.Struct):
    """One file to write: its form and the households in it."""

    name: str
    form: str
    households: list[Household]


class FileTruth(msgspec.Struct):
    """What a file should yield; `rows` counts the data rows, good and bad, without header and hint."""

    name: str
    form: str
    rows: int
    good: int
    bad: list[BadRow]
    people: int
    households: int


def files_of_town(town: int, towns: int, members: list[tuple[Village, list[Household]]]) -> list[PeopleFile]:
    """One .xlsx a town, or CSV from every fourth; apart from it the first town keeps its migrants in a GB18030 file
    (the police's system), and the last village of the last town has a system with English headers."""
    name = f"{town + 1:02d}-{members[0][0].town.name}"
    form = CHINESE_CSV if town % 4 == 3 else XLSX
    main = PeopleFile(f"{name}.{'xlsx' if form == XLSX else 'csv'}", form, [])
    files = [main]
    if town == towns - 1:
        village, households = members[-1]
        files.append(PeopleFile(f"{name}-{village.division.name}.csv", ENGLISH_CSV, households))
        members = members[:-1]
    main.households = [home for _, households in members for home in households]
    if town == 0:
        migrants = [home for home in main.households if home[0].migrant]
        main.households = [home for home in main.households if not home[0].migrant]
        files.append(PeopleFile(f"{name}-流动人口.csv", CHINESE_CSV, migrants))
    return files


class FileWriter:
    """Writes people files into a folder; `stranger` makes a person in nobody's household to be spoilt."""

    def __init__(
        self, folder: Path, days: Calendar, rng: random.Random, bad_share: float, stranger: Callable[[], Person]
    ) -> None:
        self._folder, self._days, self._rng = folder, days, rng
        self._bad_share, self._stranger = bad_share, stranger
        self._next_fault = rng.randrange(len(CODES))

    def write(self, file: PeopleFile) -> FileTruth:
        """Write one file and say what it should yield."""
        to_row: ToRow = in_codes if file.form == ENGLISH_CSV else in_words
        good = [to_row(person, self._days) for home in file.households for person in home]
        head = [ENGLISH] if file.form == ENGLISH_CSV else [CHINESE, HINTS]
        bad: list[BadRow] = []
        rows = list(self._with_bad_rows(good, len(head) + 1, to_row, bad))
        path = self._folder / file.name
        if file.form == XLSX:
            write_xlsx(path, [*head, *rows])
        elif file.form == CHINESE_CSV:
            write_csv(path, [*head, *rows], "gb18030")
        else:
            write_csv(path, [[row[place] for place in _ENGLISH_ORDER] for row in [*head, *rows]], "utf-8-sig")
        return FileTruth(file.name, file.form, len(rows), len(good), bad, len(good), len(file.households))

    def _with_bad_rows(self, good: list[Row], first: int, to_row: ToRow, bad: list[BadRow]) -> Iterator[Row]:
        """The good rows with bad ones strewn in; notes each bad one in `bad`.  `first` is the first row's number."""
        count = max(FEWEST_BAD_ROWS, round(len(good) * self._bad_share)) if self._bad_share else 0
        places = sorted(self._rng.randrange(len(good) + 1) for _ in range(count))
        written = 0
        for place in places:
            yield from good[written:place]
            written = place
            row, code, column = self._bad_row(good, place, to_row)
            bad.append(BadRow(first + place + len(bad), code, column))
            yield row
        yield from good[written:]

    def _bad_row(self, good: list[Row], place: int, to_row: ToRow) -> tuple[Row, str, str]:
        code = CODES[self._next_fault % len(CODES)]
        self._next_fault += 1
        if code == DUPLICATE:
            # Only a row with a number is a duplicate beyond doubt; the file may have none yet.
            earlier = [row for row in good[max(0, place - 40) : place] if row[AT["citizen_number"]]]
            if earlier:
                return self._rng.choice(earlier), code, "citizen_number"
            code = "required"
        row = to_row(self._stranger(), self._days)
        return row, code, SPOILS[code](row, self._rng)
