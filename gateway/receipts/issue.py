"""Issues receipts: what was shown to whom, why, on which basis, and where the log keeps it; signed as a group.

Disclosures that the log commits together share one signature; each receipt carries its own way to it, so that it is
verified alone (``chassis.group_signing``).
"""

from collections.abc import Iterable

import orjson

from chassis.group_signing import group_algorithm_of, sign_group
from chassis.signing import SigningKey
from gateway.access_log.chain import Link
from gateway.access_log.entries import Entry
from gateway.receipts.hashes import SALTS, b64
from gateway.receipts.shown import Shown

TYPE = "receipt+jwt"


class ReceiptSigner:
    """Signs receipts with the gateway's key."""

    def __init__(self, issuer: str, key_id: str, key: SigningKey) -> None:
        self._issuer, self._key = issuer, key
        self._header = b64(orjson.dumps({"alg": group_algorithm_of(key), "kid": key_id, "typ": TYPE}))

    def sign(self, told: Iterable[tuple[Entry, Link, Shown | None]]) -> list[str | None]:
        """The receipts of a group of entries, as compact JWS; None where nothing was shown."""
        unsigned = [self._unsigned(entry, link, what) if what else None for entry, link, what in told]
        proofs = iter(sign_group([each for each in unsigned if each], self._key))
        return [f"{each.decode()}.{b64(next(proofs))}" if each else None for each in unsigned]

    def _unsigned(self, entry: Entry, link: Link, told: Shown) -> bytes:
        said = {
            "iss": self._issuer,
            "iat": int(entry.at.timestamp()),
            "jti": entry.id,
            "client": entry.account,
            "department": entry.department,
            "purpose": entry.purpose,
            "request_id": entry.request_id,
            "route": f"{entry.method} {entry.route}",
            "subjects": len(entry.subjects),
            "_sd_alg": "sha-256",
            "salts": SALTS,
            "hashes": told.count,
            "root": told.root,
            "log": {"chain": link.chain, "position": link.position, "hash": link.hash.hex()},
        }
        return f"{self._header}.{b64(orjson.dumps(said | told.basis))}".encode("ascii")
