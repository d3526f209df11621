"""Writes a people file: .xlsx with every cell text, or .csv.

The .xlsx writer is our own because a county of a million people has to be written in seconds (a general writer
takes several times as long a row) and because the same seed must give the same bytes: no clock goes into the file.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from demo.rows import Row

_BATCH = 500
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="人口信息" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Cell format 1 is number format 49, text: Excel then leaves the eighteen digits alone.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_SHEET_START = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    '<cols><col min="1" max="15" width="18" style="1" customWidth="1"/></cols><sheetData>'
)
_SHEET_END = "</sheetData></worksheet>"


def write_xlsx(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows (at most 26 cells each) to the only sheet; empty cells are left out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in _PARTS.items():
            archive.writestr(_entry(name), _XML + text, zipfile.ZIP_DEFLATED)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as part:
            _write_sheet(part, rows)


def write_csv(path: Path, rows: Iterable[Row], encoding: str) -> None:
    """Write the rows as CSV; `encoding` is `gb18030` or `utf-8-sig` (with a byte order mark)."""
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _write_sheet(part: IO[bytes], rows: Iterable[Row]) -> None:
    part.write((_XML + _SHEET_START).encode())
    batch: list[str] = []
    for xml in _row_xml(rows):
        batch.append(xml)
        if len(batch) == _BATCH:
            part.write("".join(batch).encode())
            batch.clear()
    part.write(("".join(batch) + _SHEET_END).encode())


def _row_xml(rows: Iterable[Row]) -> Iterator[str]:
    columns = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for number, row in enumerate(rows, start=1):
        text = "".join(row)
        if "&" in text or "<" in text or ">" in text:
            row = [escape(cell) for cell in row]
        cells = [
            f'<c r="{column}{number}" s="1" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in zip(columns, row, strict=False)
            if cell
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'
