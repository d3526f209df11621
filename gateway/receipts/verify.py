"""Verifies receipts, with the gateway's public keys and nothing else: no network, no database."""

from collections.abc import Mapping, Sequence
from typing import Any

import jwt
import msgspec

from chassis.group_signing import decode_of_group
from chassis.signing import decode
from gateway.receipts.hashes import b64, digest_of, disclosures, root_of
from gateway.receipts.issue import TYPE


class ReceiptBroken(Exception):
    """The receipt was not signed by the gateway, or does not belong to what came with it."""


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A receipt as a file, with as much of what it covers as its holder wants to show.

    Either the whole answer with the secret; or every hash in order, with the disclosures that are shown.
    """

    receipt: str
    objects: list[dict[str, Any]] | None = None
    persons: list[str] = []
    secret: str | None = None
    """base64url, as ``X-Receipt-Secret`` gave it."""
    hashes: list[str] | None = None
    disclosures: list[str] = []


def read_receipt(receipt: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """What a receipt says. Raises ReceiptBroken."""
    try:
        header = jwt.get_unverified_header(receipt)
        if header.get("typ") != TYPE:
            raise ReceiptBroken("it is no receipt")
        options = {"verify_iat": False, "verify_aud": False}
        # Earlier receipts were signed one by one, and hold as long as their key is published.
        is_of_group = str(header.get("alg")).endswith("-Merkle")
        return (decode_of_group if is_of_group else decode)(receipt, keys[header["kid"]], options=options)
    except (jwt.InvalidTokenError, KeyError) as error:
        raise ReceiptBroken(f"it was not signed by this gateway ({type(error).__name__})") from None


def verify_bundle(bundle: Bundle, keys: Mapping[str, Any]) -> dict[str, Any]:
    """What the receipt says, once all that came with it belongs to it. Raises ReceiptBroken."""
    said = read_receipt(bundle.receipt, keys)
    digests = [_bytes(each) for each in bundle.hashes] if bundle.hashes is not None else None
    if bundle.objects is not None and bundle.secret is not None:
        digests = [digest_of(each) for each in _every(bundle, said)]
    if digests is None:
        return said
    if root_of(digests) != said["root"] or len(digests) != said["hashes"]:
        raise ReceiptBroken("what was shown is not what the receipt covers")
    if not {_digest(each) for each in bundle.disclosures} <= set(digests):
        raise ReceiptBroken("a disclosure is none of the receipt's")
    return said


def redacted(bundle: Bundle, shown: Sequence[str]) -> Bundle:
    """The same receipt with the hashes alone, and the disclosures of the fields in ``shown``. Raises ReceiptBroken."""
    if bundle.objects is None or bundle.secret is None:
        raise ReceiptBroken("only a whole answer with its secret can be redacted")
    every = _every(bundle, _unverified(bundle.receipt))
    names = {name_of(each) for each in every}
    if foreign := sorted(set(shown) - names):
        raise ReceiptBroken(f"it has no {', '.join(foreign)}; its fields are {', '.join(sorted(names))}")
    kept = [each for each in every if name_of(each) in shown]
    return Bundle(receipt=bundle.receipt, hashes=[b64(digest_of(each)) for each in every], disclosures=kept)


def _every(bundle: Bundle, said: Mapping[str, Any]) -> list[str]:
    assert bundle.objects is not None and bundle.secret is not None  # noqa: S101 - both callers have asked
    return disclosures(bundle.objects, bundle.persons, _bytes(bundle.secret), said.get("salts"))


def _unverified(receipt: str) -> dict[str, Any]:
    try:
        return jwt.decode(receipt, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise ReceiptBroken("the receipt cannot be read") from None


def name_of(disclosure: str) -> str:
    """The field that a disclosure shows. Raises ReceiptBroken."""
    return content_of(disclosure)[1]


def content_of(disclosure: str) -> tuple[str, str, Any]:
    """Salt, name and value of a disclosure. Raises ReceiptBroken."""
    try:
        return msgspec.json.decode(_bytes(disclosure), type=tuple[str, str, Any])
    except msgspec.MsgspecError:
        raise ReceiptBroken("a disclosure cannot be read") from None


def _digest(disclosure: str) -> bytes:
    if not disclosure.isascii():
        raise ReceiptBroken("a disclosure cannot be read")
    return digest_of(disclosure)


def _bytes(text: str) -> bytes:
    try:
        return jwt.utils.base64url_decode(text)
    except ValueError:
        raise ReceiptBroken("what came with the receipt is not base64url") from None
