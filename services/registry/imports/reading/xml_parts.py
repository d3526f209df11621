"""XML parts of a workbook through expat, with document types (and so entities) refused."""

from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.parsers import expat

from services.registry.imports.reading.refusals import unreadable, unsafe

_CHUNK = 1 << 18
_SMALL = 8 << 20


def new_parser() -> Any:
    """An expat parser that refuses any DOCTYPE: no office program writes one, and entities hide behind it."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise unsafe(
        "doctype",
        "文件内含有文档类型声明(DTD),不予打开。请用 Excel 或 WPS 重新保存为 .xlsx。",
        "The workbook contains a document type declaration and is not opened. Save it again as .xlsx.",
    )


def feed(parser: Any, stream: IO[bytes]) -> Iterator[None]:
    """Parse ``stream`` piece by piece, yielding after each. Raises FileRefused for XML that is not well-formed."""
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None
    yield


def damaged() -> Exception:
    """The workbook's inside is broken."""
    return unreadable(
        "damaged",
        "文件已损坏或不完整（可能没有传完）。请用 Excel 或 WPS 打开确认无误、重新保存后再上传。",
        "The workbook is damaged or incomplete. Open it, save it again, and upload it once more.",
    )


def local_name(tag: str) -> str:
    """``x:row`` → ``row``: some programs write every element with a prefix."""
    return tag.rpartition(":")[2]


def elements(stream: IO[bytes]) -> list[tuple[str, dict[str, str]]]:
    """Local name and attributes of every element of a small part, in document order."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((local_name(tag), attributes))

    _limited(start, stream)
    return found


def _limited(start: Callable[[str, dict[str, str]], None], stream: IO[bytes]) -> None:
    parser, read = new_parser(), 0
    parser.StartElementHandler = start
    for _ in feed(parser, stream):
        read += _CHUNK
        if read > _SMALL:
            raise damaged()
