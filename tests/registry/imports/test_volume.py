"""Many rows: in a few seconds, and in memory that does not grow with the file."""

import asyncio
import resource
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest
import xlsxwriter

from chassis.identifiers import check_character
from services.registry.imports.reading.shared_strings import SharedStrings
from services.registry.imports.settings import import_settings
from tests.registry.imports.conftest import TITLES, VILLAGE, Office


def people(count: int) -> Iterator[list[str]]:
    """Rows in the order of the columns; three to a household, each with a number of their own."""
    for n in range(count):
        day = f"{1940 + n % 80}{1 + n // 80 % 12:02d}{1 + n // 960 % 28:02d}"
        digits = f"341599{day}{n // 26880 % 1000:03d}"
        number = digits + check_character(digits)
        name = chr(0x4E00 + n % 5000) + chr(0x4E00 + n // 5000) + "某"
        relation = "子" if n % 3 else "户主"
        places = [VILLAGE, VILLAGE, f"一组{n}号"]
        yield [name, number, "", "", "", day, "汉族", "", f"{n // 3}", relation, *places, f"190{n:08d}", ""]


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="gb18030") as file:
        file.writelines(",".join(row) + "\n" for row in chain([TITLES], people(count)))


def write_xlsx(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(chain([TITLES], people(count))):
            sheet.write_row(at, 0, row)


async def test_twenty_thousand_people_in_a_few_seconds(office: Office) -> None:
    write_csv(office.home / "many", 20_000)
    content = (office.home / "many").read_bytes()
    started = time.monotonic()
    done = await office.take_in(content)
    seconds = time.monotonic() - started
    assert (done["state"], done["counts"]["created"]) == ("finished", 20_000)
    # About 3 s on two idle cores; the limit leaves room for a machine that is busy with other tests.
    assert seconds < 25, f"{seconds:.1f} s"
    assert await office.pool.fetchval("SELECT count(*) FROM households") == 6667
    assert await office.pool.fetchval("SELECT count(*) FROM outbox") == 26_667
    # The planner knows of them before their references are checked, and not only when autovacuum comes by.
    assert await office.pool.fetchval("SELECT reltuples FROM pg_class WHERE oid = 'persons'::regclass") == 20_000


async def test_persons_are_entered_in_the_order_of_the_file(office: Office) -> None:
    # A plan that hashes the arrivals enters them in the order of the hash, which takes PostgreSQL four tenths more.
    write_csv(office.home / "some", 2_000)
    await office.take_in((office.home / "some").read_bytes())
    entered = [row["name"] for row in await office.pool.fetch("SELECT name FROM persons ORDER BY ctid")]
    assert entered == [row[0] for row in people(2_000)]


@pytest.mark.slow
@pytest.mark.parametrize(("write", "rows"), [(write_csv, 300_000), (write_xlsx, 100_000)])
async def test_memory_does_not_grow_with_the_file(
    office: Office, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, int], None], rows: int
) -> None:
    # The reading process may use no more address space than an idle Python with its libraries and some: an
    # import that gathered its rows would fail here. The service itself is watched while it passes lines on.
    monkeypatch.setattr(import_settings(), "most_memory", 256 << 20)
    path = office.home / "large"
    write(path, rows)
    before, peak = _resident(), 0
    with path.open("rb") as file:
        async with office.client() as client:
            import_id = (await client.post("/imports", files={"file": ("large", file)})).json()["id"]
    work = asyncio.create_task(office.work())
    while not work.done():
        await asyncio.sleep(0.05)
        peak = max(peak, _resident())
    done = await office.show(import_id)
    assert (done["state"], done["counts"]["created"]) == ("finished", rows), done["problem"]
    assert peak - before < 100 << 20, f"{(peak - before) >> 20} MB"


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def test_shared_strings_are_kept_compactly() -> None:
    strings = SharedStrings()
    for n in range(1000):
        strings.add(f"文字{n}")
    assert (len(strings), strings[0], strings[999]) == (1000, "文字0", "文字999")
    with pytest.raises(IndexError):
        strings[1000]
