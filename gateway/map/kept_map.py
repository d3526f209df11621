"""The map as it is served; read again when the file changed."""

import hashlib
from pathlib import Path

import msgspec

from gateway.map.errors import NoMap, UnusableMap
from gateway.map.read_map import BadMap, read_map


class Served(msgspec.Struct, frozen=True):
    """What callers get, and the tag by which they know it again."""

    body: bytes
    etag: str


class KeptMap:
    """The operator's file, read once for each of its versions."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of: tuple[int, int] | None = None
        self._kept: Served | UnusableMap | None = None

    def read(self) -> Served:
        """Raises NoMap, UnusableMap."""
        try:
            state = self._path.stat()
            version = (state.st_mtime_ns, state.st_size)
            if version != self._of:
                self._kept, self._of = self._read(), version
        except FileNotFoundError:
            raise NoMap() from None
        if isinstance(self._kept, Served):
            return self._kept
        raise self._kept or NoMap()

    def _read(self) -> Served | UnusableMap:
        try:
            body = msgspec.json.encode(read_map(self._path))
        except BadMap as bad:
            told = "；".join(bad.faults)
            return UnusableMap(told, told)
        return Served(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
