"""New keys beside the old ones, in a folder of keys. Nothing that was sealed or signed before is lost by it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from chassis import clock
from chassis.keys import SIGNING, with_new_sealing_key, write_keys
from chassis.signing import Suite, new_signing_key

_GRACE = timedelta(days=1)
"""How long tokens of the former key are good: longer than any session."""


def new_sealing_key(folder: Path, service: str, suite: Suite) -> str:
    """Add a key that seals from now on; its number. Running processes notice within seconds."""
    path = folder / f"{service}.sealing.json"
    keys = with_new_sealing_key(json.loads(path.read_text()), suite)
    write_keys(path, keys)
    return str(keys["current"])


def drop_former_sealing_keys(folder: Path, service: str) -> list[str]:
    """Forget every key but the current one; their numbers. Only once nothing is sealed with them any more."""
    path = folder / f"{service}.sealing.json"
    keys = json.loads(path.read_text())
    former = sorted(keys["keys"].keys() - {keys["current"]}, key=int)
    if former:
        write_keys(path, keys | {"keys": {keys["current"]: keys["keys"][keys["current"]]}})
    return former


def rotate_signing_key(folder: Path, who: str, suite: Suite, *, stolen: bool = False) -> str:
    """A new pair for ``who`` (a name of ``SIGNING``); its key id. ``stolen``: the former signs no token from now on.

    What the former key signed as evidence stays verifiable: its public half stays published, with the time it ended.
    """
    private_file, public_file = (folder / name for name in SIGNING[who])
    private, public = new_signing_key(suite)
    ended = clock.now() if stolen else clock.now() + _GRACE
    published = json.loads(public_file.read_text())["keys"]
    # The public half first: whoever meets a signature of the new key finds it published.
    write_keys(public_file, {"keys": [public, *(_ended(jwk, ended.isoformat()) for jwk in published)]})
    write_keys(private_file, private)
    return str(public["kid"])


def _ended(jwk: dict[str, Any], ended: str) -> dict[str, Any]:
    return jwk | {"retired": min(ended, jwk.get("retired", ended))}
