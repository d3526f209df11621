"""Which files the built web interface has, and in which encodings. Read again when it was built anew."""

import hashlib
from pathlib import Path
from typing import ClassVar

import msgspec

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
# Best first; a file without either is sent as it is.
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class StaticFile(msgspec.Struct, frozen=True):
    """One file: its place, its media type, and the encodings that lie beside it."""

    path: Path
    media_type: str
    etag: str
    encodings: dict[str, Path]

    def best(self, accepted: str) -> tuple[Path, str | None]:
        """The file to send for an ``Accept-Encoding`` header, and its ``Content-Encoding``."""
        wanted = {part.partition(";")[0].strip().lower() for part in accepted.split(",") if "q=0" not in part}
        for name, _ in _ENCODINGS:
            if name in wanted and name in self.encodings:
                return self.encodings[name], name
        return self.path, None


class Files:
    """The folder's files by address. ``stamp`` is written last by a build, so it tells of a new one."""

    STAMP: ClassVar[str] = "stamp"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read_at: tuple[int, int] | None = None
        self._files: dict[str, StaticFile] = {}

    def find(self, address: str) -> StaticFile | None:
        """The file at ``/…``; None where there is none."""
        try:
            state = (self._folder / self.STAMP).stat()
        except OSError:
            return None
        if self._read_at != (state.st_mtime_ns, state.st_ino):
            self._files = dict(self._read())
            self._read_at = (state.st_mtime_ns, state.st_ino)
        return self._files.get(address)

    def _read(self) -> list[tuple[str, StaticFile]]:
        found = [path for path in sorted(self._folder.rglob("*")) if path.is_file() and path.suffix in _TYPES]
        return [(f"/{path.relative_to(self._folder).as_posix()}", _file(path)) for path in found]


def _file(path: Path) -> StaticFile:
    beside = {name: path.with_name(path.name + suffix) for name, suffix in _ENCODINGS}
    encodings = {name: other for name, other in beside.items() if other.exists()}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    return StaticFile(path, _TYPES[path.suffix], f'"{digest}"', encodings)
