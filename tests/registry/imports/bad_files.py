"""Files of every kind of badness, made here byte by byte."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import xlsxwriter

from services.registry.imports.columns import columns
from tests.registry.imports.conftest import TITLES, csv_file, person

NAMES = [column.name for column in columns()]


def xlsx(*rows: dict[str, Any], titles: list[str] = TITLES, **options: bool) -> bytes:
    """A workbook as Excel saves one: shared strings, numbers where Python numbers are given."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, **options}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, titles)
        for number, row in enumerate(rows, start=1):
            for column, name in enumerate(NAMES):
                value = row.get(name, "")
                if callable(value):
                    value(sheet, number, column, day)
                elif value != "":
                    sheet.write(number, column, value)
    return out.getvalue()


def rebuilt(content: bytes, change: Callable[[str, bytes], bytes | None], **extra: bytes) -> bytes:
    """The workbook with each part passed through ``change``, and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = change(entry.filename, old.read(entry))
            if part is not None:
                new.writestr(entry.filename, part)
        for name, part in extra.items():
            new.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def with_macros() -> bytes:
    return rebuilt(xlsx(person()), lambda _, part: part, **{"xl__vbaProject.bin": b"\xd0\xcf" * 100})


def truncated() -> bytes:
    content = xlsx(*[person(note=str(n) * 50) for n in range(500)])
    return content[: len(content) // 2]


def damaged_inside() -> bytes:
    content = bytearray(xlsx(*[person(note=str(n) * 50) for n in range(500)]))
    middle = bytes(content).index(b"xl/worksheets/sheet1.xml") + 2000
    content[middle : middle + 64] = bytes(64)
    return bytes(content)


def broken_xml() -> bytes:
    return rebuilt(xlsx(person()), lambda name, part: part[:-40] if "sheet1" in name else part)


def zip_bomb() -> bytes:
    blank = b"<row r='1'>" + b" " * (300 << 20)
    return rebuilt(xlsx(person()), lambda name, part: blank if name == "xl/worksheets/sheet1.xml" else part)


def lying_bomb() -> bytes:
    """Its directory says that the sheet is small."""
    content = bytearray(zip_bomb())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", content, at + 28)[0]
        if bytes(content[at + 46 : at + 46 + length]) == b"xl/worksheets/sheet1.xml":
            struct.pack_into("<I", content, at + 24, 5000)
        at += 46
    return bytes(content)


def entity_expansion() -> bytes:
    laughs = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"?>", b"?>" + laughs, 1) if name == "xl/sharedStrings.xml" else part

    return rebuilt(xlsx(person()), change)


def encrypted() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


def old_xls() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024) + "Workbook".encode("utf-16-le") + bytes(4096)


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


def written_by_openpyxl(*rows: dict[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(TITLES)
    for row in rows:
        sheet.append([row.get(name) for name in NAMES])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TWICE = [*TITLES[:-1], "姓名"]

WHOLE_FILE: dict[str, tuple[bytes, str, str]] = {
    "macros": (with_macros(), "import-file-unsafe", "macros"),
    "zip bomb": (zip_bomb(), "import-file-unsafe", "zip_bomb"),
    "entities": (entity_expansion(), "import-file-unsafe", "doctype"),
    "lying bomb": (lying_bomb(), "import-file-unreadable", "damaged"),
    "truncated": (truncated(), "import-file-unreadable", "damaged"),
    "damaged inside": (damaged_inside(), "import-file-unreadable", "damaged"),
    "broken XML": (broken_xml(), "import-file-unreadable", "damaged"),
    "encrypted": (encrypted(), "import-file-unreadable", "encrypted"),
    "old xls": (old_xls(), "import-file-unreadable", "xls"),
    "another zip": (other_zip(), "import-file-unreadable", "not_a_workbook"),
    "neither encoding": (b"\xe5\xa7\x93\xff\xff," + csv_file(person()), "import-file-unreadable", "encoding"),
    "UTF-16": (csv_file(person()).decode().encode("utf-16"), "import-file-unreadable", "encoding"),
    "binary": (bytes(range(256)) * 50, "import-file-unreadable", "encoding"),
    "HTML in disguise": (b"<html><table><tr><td>x</td></tr></table></html>", "import-file-unreadable", "markup"),
    "unclosed quote": (
        csv_file(person()) + b'"' + b"x" * 200_000,
        "import-file-unreadable",
        "quotes",
    ),
    "duplicate headers": (csv_file(person(), titles=TWICE), "import-header-unusable", "duplicate_columns"),
    "missing columns": ("姓名,性别\n王小明,男\n".encode(), "import-header-unusable", "missing_columns"),
    "no header": ("一,二\n三,四\n".encode(), "import-header-unusable", "no_header"),
    "empty sheet": (xlsx(titles=[]), "import-header-unusable", "no_header"),
}
