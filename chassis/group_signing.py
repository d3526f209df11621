"""One signature for a group of tokens, each of which verifies by itself: a JWS whose signature is a Merkle proof.

``alg`` is ``EdDSA-Merkle`` (or ``SM2-Merkle``), ours and privately agreed (ADR 30). The third part of the token holds,
in this order: the group's size and the token's index (4 bytes each, the highest first), the signature (64 bytes) of the
group's statement, and the path, 32 bytes a hash. The statement is ``huijia-group``, a zero byte, the size, the root.
"""

import hashlib
from typing import Any, cast

import jwt
from cryptography.exceptions import InvalidSignature

from chassis.merkle import Place, leaf_of, root_from, tree_over
from chassis.signing import KeysInFiles, NotSupported, SigningKey, VerifyingKey, algorithm_of

_SIGNATURE, _HASH, _NUMBER = 64, hashlib.sha256().digest_size, 4
_HEAD = 2 * _NUMBER + _SIGNATURE


def group_algorithm_of(key: SigningKey | VerifyingKey) -> str:
    """The ``alg`` of tokens that this key signed as a group."""
    return f"{algorithm_of(key)}-Merkle"


def sign_group(tokens: list[bytes], key: SigningKey) -> list[bytes]:
    """The third part of each of ``tokens`` (header and content, as JWS joins them), before it is base64url."""
    if not tokens:
        return []
    root, places = tree_over([leaf_of(token) for token in tokens])
    size = len(tokens).to_bytes(_NUMBER, "big")
    signature = key.sign(_statement(size, root))
    return [b"".join((size, each.index.to_bytes(_NUMBER, "big"), signature, *each.path)) for each in places]


def _statement(size: bytes, root: bytes) -> bytes:
    return b"huijia-group\0" + size + root


def is_of_group(token: bytes, proof: bytes, key: VerifyingKey) -> bool:
    """Whether ``token`` belongs to a group that this key's owner signed."""
    path, odd = divmod(len(proof) - _HEAD, _HASH)
    if path < 0 or odd:
        return False
    size, index = proof[:_NUMBER], proof[_NUMBER : 2 * _NUMBER]
    hashes = tuple(proof[_HEAD + _HASH * n : _HEAD + _HASH * (n + 1)] for n in range(path))
    place = Place(int.from_bytes(index, "big"), int.from_bytes(size, "big"), hashes)
    root = root_from(leaf_of(token), place)
    if root is None:
        return False
    try:
        key.verify(proof[2 * _NUMBER : _HEAD], _statement(size, root))
    except InvalidSignature:
        return False
    return True


def decode_of_group(token: str, key: VerifyingKey, **asked: Any) -> dict[str, Any]:
    """What a token of a group says, if this key signed the group. Raises jwt.InvalidTokenError."""
    said: dict[str, Any] = jwt.decode(token, cast(Any, key), algorithms=[group_algorithm_of(key)], **asked)
    return said


class _Group(KeysInFiles):
    """Groups for the JWT library, which verifies their tokens; it knows one at a time, so it signs none."""

    def prepare_key(self, key: Any) -> Any:
        if not hasattr(key, "verify"):
            raise jwt.exceptions.InvalidKeyError("not a public key")
        return key

    def sign(self, msg: bytes, key: Any) -> bytes:
        raise NotSupported("a group is signed as a whole, by sign_group")

    def verify(self, msg: bytes, key: Any, sig: bytes) -> bool:
        return is_of_group(msg, sig, cast(VerifyingKey, key))


for _base in ("EdDSA", "SM2"):
    jwt.register_algorithm(f"{_base}-Merkle", _Group())
