"""Issues receipts: what was shown to whom, why, on which basis, and where the log keeps it; signed."""

import orjson

from chassis.signing import SigningKey, algorithm_of
from gateway.access_log.chain import Link
from gateway.access_log.entries import Entry
from gateway.receipts.hashes import b64
from gateway.receipts.shown import Shown

TYPE = "receipt+jwt"


class ReceiptSigner:
    """Signs receipts with the gateway's key. Not through the JWT library: one is signed for every disclosure."""

    def __init__(self, issuer: str, key_id: str, key: SigningKey) -> None:
        self._issuer, self._key = issuer, key
        self._header = b64(orjson.dumps({"alg": algorithm_of(key), "kid": key_id, "typ": TYPE}))

    def sign(self, entry: Entry, link: Link, told: Shown) -> str:
        """The receipt of the disclosure that ``entry`` logs at ``link``, as a compact JWS."""
        said = {
            "iss": self._issuer,
            "iat": int(entry.at.timestamp()),
            "jti": str(entry.id),
            "client": entry.account,
            "department": entry.department,
            "purpose": entry.purpose,
            "request_id": str(entry.request_id),
            "route": f"{entry.method} {entry.route}",
            "subjects": len(entry.subjects),
            "_sd_alg": "sha-256",
            "hashes": told.count,
            "root": told.root,
            "log": {"chain": str(link.chain), "position": link.position, "hash": link.hash.hex()},
        }
        signed = f"{self._header}.{b64(orjson.dumps(said | told.basis))}"
        return f"{signed}.{b64(self._key.sign(signed.encode('ascii')))}"
