"""Keeps a bucket for each client and address, and refuses what is too much."""

import time
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

from chassis.auth import Caller
from chassis.problems import Problem
from gateway.rate_limit.bucket import Bucket, Limit, is_full, take

_MOST_BUCKETS = 20_000


class TooManyRequests(Problem):
    """The client calls faster than it may; ``Retry-After`` says how long to wait."""

    status, slug = 429, "too-many-requests"
    title_zh, title_en = "请求过于频繁，请稍后再试", "Too many requests, try again later"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``limits.yaml``."""

    staff: Limit
    department: Limit
    address: Limit


def load_limits(path: Path) -> Limits:
    """Raises msgspec.ValidationError where the file is wrong."""
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Limits)


class RateLimits:
    """The buckets of this process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def take_caller(self, caller: Caller) -> list[tuple[bytes, bytes]]:
        """Count a call; the headers that tell the client what is left. Raises TooManyRequests."""
        return self._take(caller.kind, caller.subject)

    def take_address(self, address: str) -> None:
        """Count a call of somebody not yet known. Raises TooManyRequests."""
        self._take("address", address)

    def _take(self, kind: str, client: str) -> list[tuple[bytes, bytes]]:
        limit: Limit = getattr(self._limits, kind)
        now = time.monotonic()
        bucket = self._buckets.get((kind, client))
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[kind, client] = Bucket(limit.burst, now)
        verdict = take(bucket, limit, now)
        policy, left = _policy(kind, limit), f'"{kind}";r={verdict.left};t={verdict.wait or 1}'
        if not verdict.allowed:
            told = {"RateLimit-Policy": policy, "RateLimit": left, "Retry-After": str(verdict.wait)}
            raise TooManyRequests(headers=told)
        return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]

    def _make_room(self, now: float) -> None:
        if len(self._buckets) < _MOST_BUCKETS:
            return
        full = [key for key, b in self._buckets.items() if is_full(b, getattr(self._limits, key[0]), now)]
        for key in full or list(self._buckets)[: _MOST_BUCKETS // 10]:
            del self._buckets[key]


@lru_cache(16)
def _policy(kind: str, limit: Limit) -> str:
    # IETF draft "RateLimit header fields for HTTP": the policy, beside which each answer says what is left of it.
    seconds = max(1, round(limit.burst / limit.rate))
    return f'"{kind}";q={int(limit.burst)};w={seconds}'
