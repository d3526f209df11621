"""The token bucket. Pure: state and time in, state and verdict out."""

import math

import msgspec


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rate`` tokens a second flow into a bucket that holds ``burst``."""

    rate: float
    burst: float


class Bucket(msgspec.Struct):
    """What is left for one client, at ``at`` (seconds of a monotonic clock)."""

    left: float
    at: float


class Verdict(msgspec.Struct, frozen=True):
    """Whether the call may pass, how many more could now, and how long a refused one should wait (s)."""

    allowed: bool
    left: int
    wait: int


def take(bucket: Bucket, limit: Limit, now: float) -> Verdict:
    """Take one token from ``bucket``, where there is one."""
    bucket.left = min(limit.burst, bucket.left + max(0.0, now - bucket.at) * limit.rate)
    bucket.at = now
    if bucket.left < 1:
        return Verdict(False, 0, max(1, math.ceil((1 - bucket.left) / limit.rate)))
    bucket.left -= 1
    return Verdict(True, int(bucket.left), 0)


def is_full(bucket: Bucket, limit: Limit, now: float) -> bool:
    """Whether forgetting the bucket would change nothing."""
    return bucket.left + (now - bucket.at) * limit.rate >= limit.burst
