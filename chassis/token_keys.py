"""The public keys whose tokens are believed now: read anew when their file changes, retired ones left out in time."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from chassis import clock
from chassis.keys import PUBLIC_KEYS_FILE
from chassis.signing import VerifyingKey, verifying_key_of


class TokenKeys:
    """Key id → key. A retired key may have been stolen: what it signed as evidence stands, its tokens do not."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PUBLIC_KEYS_FILE
        self._read_at, self._listed = -1, dict[str, tuple[VerifyingKey, datetime | None]]()

    def __getitem__(self, key_id: str) -> VerifyingKey:
        """The key. Raises KeyError: unknown, or retired."""
        self._refresh()
        key, retired = self._listed[key_id]
        if retired is not None and retired <= clock.now():
            raise KeyError(key_id)
        return key

    def _refresh(self) -> None:
        # A new key is published before it signs: so whoever meets its first token finds it in the file.
        changed = self._path.stat().st_mtime_ns
        if changed != self._read_at:
            self._listed = {jwk["kid"]: _with_end(jwk) for jwk in json.loads(self._path.read_text())["keys"]}
            self._read_at = changed


def _with_end(jwk: Mapping[str, Any]) -> tuple[VerifyingKey, datetime | None]:
    return verifying_key_of(jwk), datetime.fromisoformat(jwk["retired"]) if "retired" in jwk else None
