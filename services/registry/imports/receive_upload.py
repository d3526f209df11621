"""Receive a multipart upload as a stream: into a file, never into memory, and no further than the limit."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO
from urllib.parse import unquote

import msgspec
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from chassis.problems import TooLarge
from services.registry.imports.errors import UploadInvalid

_LONGEST_NAME = 120
_FORM_OVERHEAD = 64 << 10
_PART = b"file"


class Received(msgspec.Struct, frozen=True):
    """What arrived: sanitised name, size in bytes, SHA-256."""

    file_name: str
    size: int
    digest: bytes


async def receive_upload(
    stream: AsyncIterator[bytes], content_type: str, content_length: str | None, path: Path, most: int
) -> Received:
    """Write the part named ``file`` to ``path`` (mode 0600). Raises TooLarge as soon as it is, and UploadInvalid."""
    if content_length is not None and content_length.isdigit() and int(content_length) > most + _FORM_OVERHEAD:
        raise _too_large(most)
    try:
        with _new_file(path) as file:
            sink = _Sink(file, most)
            await _feed(stream, _parser(content_type, sink), most)
        return sink.received()
    except BaseException:
        _remove(path)
        raise


def _new_file(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _parser(content_type: str, sink: "_Sink") -> MultipartParser:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise _invalid()
    return MultipartParser(boundary, sink.callbacks())  # type: ignore[arg-type]


async def _feed(stream: AsyncIterator[bytes], parser: MultipartParser, most: int) -> None:
    total = 0
    try:
        async for chunk in stream:
            total += len(chunk)
            if total > most + _FORM_OVERHEAD:
                raise _too_large(most)
            # Hashing and writing leave the event loop free for other callers.
            await asyncio.to_thread(parser.write, chunk)
        parser.finalize()
    except FormParserError:
        raise _invalid() from None


class _Sink:
    """The parser's callbacks: headers of each part, and the bytes of the one named ``file``."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file, self._most = file, most
        self._digest, self._size, self._name = hashlib.sha256(), 0, ""
        self._field, self._value, self._disposition = b"", b"", b""
        self._wanted = self._found = self._ended = False

    def callbacks(self) -> dict[str, object]:
        """By the names that the parser calls them."""
        names = ("part_begin", "header_field", "header_value", "header_end", "headers_finished", "part_data", "end")
        return {f"on_{name}": getattr(self, f"_on_{name}") for name in names}

    def received(self) -> Received:
        """Raises UploadInvalid where no whole, non-empty part named ``file`` came."""
        if not (self._found and self._ended and self._size):
            raise _invalid()
        return Received(sanitised(self._name), self._size, self._digest.digest())

    def _on_part_begin(self) -> None:
        self._disposition = b""

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field = self._value = b""

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._wanted = options.get(b"name") == _PART and not self._found
        if self._wanted:
            self._found = True
            self._name = options.get(b"filename", b"").decode("utf-8", "replace")

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if not self._wanted:
            return
        self._size += end - start
        if self._size > self._most:
            raise _too_large(self._most)
        self._digest.update(data[start:end])
        self._file.write(data[start:end])

    def _on_end(self) -> None:
        self._ended = True


def sanitised(name: str) -> str:
    """A file's name without folders and control characters, for people to recognise it by; never used as a path."""
    name = unquote(name).replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if character.isprintable()).strip()
    return name[-_LONGEST_NAME:] or "people"


def _too_large(most: int) -> TooLarge:
    size = most >> 20
    return TooLarge(
        f"文件不能超过 {size} MB。请分成几个文件上传。", f"Files may have at most {size} MB. Split it.", most_bytes=most
    )


def _invalid() -> UploadInvalid:
    return UploadInvalid(
        "请以 multipart/form-data 上传，文件放在名为 file 的部分，且不能为空。",
        "Send multipart/form-data with a non-empty part named 'file'.",
    )
