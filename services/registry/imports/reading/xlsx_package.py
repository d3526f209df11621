"""The zip package of an .xlsx: checked before anything in it is parsed."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from services.registry.imports.reading.refusals import unreadable, unsafe
from services.registry.imports.reading.xml_parts import damaged, elements

# A million rows of fifteen inline cells are about 900 MB of XML, packed 15 : 1; a zip bomb packs 1000 : 1.
_MOST_ENTRIES = 1000
_MOST_BYTES = 4 << 30
_MOST_RATIO = 200
_RATIO_COUNTS_FROM = 10 << 20
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def is_zip(path: Path) -> bool:
    """Whether the file begins as a zip package does."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def refuse_old_office(path: Path) -> None:
    """Raises FileRefused for an OLE file: an .xls under whatever name, or a workbook with a password."""
    with path.open("rb") as file:
        start = file.read(2 << 20)
    if not start.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in start:
        raise unreadable(
            "encrypted",
            "文件设有打开密码。请取消密码（文件→信息→保护工作簿），保存后再上传。",
            "The workbook is protected with a password. Remove it, save, and upload it again.",
        )
    raise unreadable(
        "xls",
        "这是旧版 Excel(.xls)文件。请另存为“Excel 工作簿(.xlsx)”后上传。",
        "This is an old Excel file (.xls). Save it as .xlsx and upload that.",
    )


@contextmanager
def open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """The checked package. Raises FileRefused, also for damage met while it is being read."""
    try:
        with zipfile.ZipFile(path) as package:
            _check(package)
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError):
        raise damaged() from None


def _check(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = {entry.filename.lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise unsafe(
            "macros",
            "文件含有宏(VBA),不予打开。请另存为不带宏的“Excel 工作簿(.xlsx)”后上传。",
            "The workbook contains macros and is not opened. Save it as .xlsx without macros.",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable("encrypted", "压缩包设有密码，无法读取。", "The package is protected with a password.")
    if _is_bomb(entries):
        raise unsafe(
            "zip_bomb",
            "文件解压后异常庞大，不予打开。请删除多余的空白格式或分成几个文件后上传。",
            "The workbook unpacks to an abnormal size and is not opened. Remove stray formatting or split it.",
        )
    if "xl/workbook.xml" not in names:
        raise unreadable(
            "not_a_workbook",
            "这不是 .xlsx 工作簿（可能是 .xlsb、.ods 或其他压缩文件）。请另存为 .xlsx 后上传。",
            "This is not an .xlsx workbook. Save it as .xlsx and upload that.",
        )


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        return True
    large = [entry for entry in entries if entry.file_size > _RATIO_COUNTS_FROM]
    return any(entry.file_size > _MOST_RATIO * max(entry.compress_size, 1) for entry in large)


def first_sheet(package: zipfile.ZipFile) -> tuple[str, bool]:
    """The part name of the first visible sheet, and whether dates count from 1904. Raises FileRefused."""
    with package.open("xl/workbook.xml") as part:
        workbook = elements(part)
    from_1904 = any(name == "workbookPr" and a.get("date1904") in ("1", "true") for name, a in workbook)
    sheets = [a for name, a in workbook if name == "sheet" and a.get("state", "visible") == "visible"]
    targets = _relations(package)
    for sheet in sheets:
        relation = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        if relation in targets:
            return targets[relation], from_1904
    raise damaged()


def _relations(package: zipfile.ZipFile) -> dict[str, str]:
    with package.open("xl/_rels/workbook.xml.rels") as part:
        relations = [a for name, a in elements(part) if name == "Relationship"]
    worksheets = [a for a in relations if a.get("Type", "").endswith("/worksheet")]
    return {a.get("Id", ""): _part_name(a.get("Target", "")) for a in worksheets}


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def open_part(package: zipfile.ZipFile, name: str) -> IO[bytes] | None:
    """The part's bytes, or None where there is no such part."""
    try:
        return package.open(name)
    except KeyError:
        return None
