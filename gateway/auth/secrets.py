"""How passwords and client secrets are kept: never in clear, and checked without telling anything by time.

A secret of 32 characters or more is taken to be random, as the first start makes them: 190 bits cannot be guessed,
so one SHA-256 is enough, and fast. Anything shorter, and every password, gets argon2id (RFC 9106).
"""

import asyncio
import hashlib
import hmac
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

# OWASP Password Storage Cheat Sheet, second recommended setting: 19 MiB, two passes, one lane.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, type=Type.ID)
_RANDOM_LENGTH = 32
_SHA256 = "sha256$"
# Two at a time: hashing is made to be expensive, and the gateway has other callers.
_HASHING: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")

NOBODY: Final = _HASHER.hash("no account has this secret")
"""Checked where there is no account, so that a wrong name takes as long as a wrong password."""


def hash_password(password: str) -> str:
    """The encoded argon2id hash of ``password``."""
    return _HASHER.hash(password)


def hash_client_secret(secret: str) -> str:
    """The hash of a client's secret: SHA-256 of a long random one, else argon2id."""
    if len(secret) < _RANDOM_LENGTH:
        return hash_password(secret)
    return _SHA256 + hashlib.sha256(secret.encode()).hexdigest()


def matches_now(kept: str, given: str) -> bool:
    """Whether ``given`` is the secret kept as ``kept``; blocks for some 20 ms where that is an argon2id hash."""
    if kept.startswith(_SHA256):
        digest = hashlib.sha256(given.encode(errors="surrogatepass")).hexdigest()
        return hmac.compare_digest(kept, _SHA256 + digest)
    try:
        return _HASHER.verify(kept, given.encode(errors="surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False


async def hashed(password: str) -> str:
    """As ``hash_password``, without holding up other callers."""
    return await asyncio.get_running_loop().run_in_executor(_HASHING, hash_password, password)


async def matches(kept: str, given: str) -> bool:
    """As ``matches_now``, without holding up other callers."""
    if kept.startswith(_SHA256):
        return matches_now(kept, given)
    return await asyncio.get_running_loop().run_in_executor(_HASHING, matches_now, kept, given)
