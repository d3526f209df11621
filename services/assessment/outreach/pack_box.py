"""A box as one file: a table of its activities, and their evidence in folders by day."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from chassis.sealing import Sealer
from services.assessment.outreach.boxes import kind_of
from services.assessment.outreach.seal_files import open_file
from services.assessment.outreach.tables import Activity, EvidenceFile

INDEX = "目录.csv"
_HEAD = ("日期", "方式", "单位代码", "单位", "地点", "内容", "应到达", "已到达", "材料", "大小(字节)", "SHA-256")
_BEGUN = (1980, 1, 1, 0, 0, 0)
"""Of every entry of the archive: equal boxes give equal bytes."""


def pack_box(
    into: IO[bytes], sealer: Sealer, held: Sequence[tuple[Activity, Sequence[EvidenceFile]]], names: Mapping[str, str]
) -> None:
    """Write the archive. Raises SealBroken."""
    lines: list[Sequence[Any]] = [_HEAD]
    with zipfile.ZipFile(into, "w") as archive:
        for activity, files in held:
            folder = f"{activity.held_on}-{activity.kind}-{str(activity.id)[-6:]}"
            places = []
            for number, file in enumerate(files, 1):
                place = f"{folder}/{number:02}-{file.name}"
                # Photographs and documents are compressed already.
                archive.writestr(_entry(place), open_file(sealer, file.id, file.file_sealed))
                places.append((place, file))
            lines += _lines(activity, names.get(activity.division, ""), places)
        archive.writestr(_entry(INDEX), _table(lines))


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _BEGUN)


def _lines(activity: Activity, name: str, places: Iterable[tuple[str, EvidenceFile]]) -> Iterator[Sequence[Any]]:
    kind = kind_of(activity.kind)
    when_and_where = (
        activity.held_on,
        kind.title.zh if kind else activity.kind,
        activity.division,
        name,
        activity.place,
    )
    own = (*when_and_where, activity.title, activity.addressed, activity.reached)
    found = False
    for place, file in places:
        found = True
        yield (*own, place, file.size, file.digest.hex())
    if not found:
        yield (*own, "", "", "")


def _table(lines: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(cell) for cell in line] for line in lines])
    # With the mark that makes spreadsheets read UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = str(cell)
    return f"'{shown}" if shown.startswith(("=", "+", "-", "@", "\t", "\r")) else shown
