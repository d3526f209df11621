"""A people file of either format, told apart by its content and not by its name."""

from collections.abc import Callable, Iterator
from pathlib import Path

from services.registry.imports.reading.csv_rows import csv_rows
from services.registry.imports.reading.refusals import unreadable
from services.registry.imports.reading.row import Row
from services.registry.imports.reading.share import WHOLE, Share
from services.registry.imports.reading.xlsx_package import is_zip, refuse_old_office
from services.registry.imports.reading.xlsx_rows import xlsx_rows


def people_rows(path: Path, known: Callable[[str], bool], share: Share = WHOLE) -> Iterator[Row]:
    """The file's rows; ``known`` tells whether a cell names a column. Raises FileRefused.

    Of a share, rows that are not its own may be left out, except for the first block, where the header stands.
    """
    if path.stat().st_size == 0:
        raise unreadable("empty", "文件是空的。", "The file is empty.")
    refuse_old_office(path)
    return xlsx_rows(path) if is_zip(path) else csv_rows(path, known, share)
