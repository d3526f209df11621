"""Verify a certificate without the register: by its QR code's text or its file, the published keys, and a list."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from chassis.signing import VerifyingKey
from services.registry.certificates.facts import Facts
from services.registry.certificates.signing import NotGenuine, Token, matches, read_revocations, read_token

Outcome = Literal["valid", "revoked", "not-genuine"]

_SUBJECT = re.compile(rb"/Subject \(([A-Za-z0-9_.=-]+)\)")
_KEYWORDS = re.compile(rb"/Keywords \(([A-Za-z0-9_=-]+)\)")


@dataclass(frozen=True)
class Verdict:
    """What was found out, and on what ground."""

    outcome: Outcome
    reason: str
    token: Token | None = None
    facts: Facts | None = None
    """What was printed, where a file was given: to be compared with the paper."""


def verify_file(content: bytes, keys: Mapping[str, VerifyingKey], revocations: str | None, now: datetime) -> Verdict:
    """A certificate as its PDF: the facts in it must be those that were signed."""
    token, facts = _SUBJECT.search(content), _KEYWORDS.search(content)
    if token is None or facts is None:
        return Verdict("not-genuine", "no certificate in this file")
    verdict = verify_text(token[1].decode(), keys, revocations, now)
    try:
        told = msgspec.json.decode(base64.urlsafe_b64decode(facts[1]), type=Facts)
    except (ValueError, msgspec.MsgspecError):
        return Verdict("not-genuine", "what the file says cannot be read")
    if verdict.token is not None and not matches(verdict.token, told):
        return Verdict("not-genuine", "what the file says is not what was signed", verdict.token)
    return Verdict(verdict.outcome, verdict.reason, verdict.token, told)


def verify_text(text: str, keys: Mapping[str, VerifyingKey], revocations: str | None, now: datetime) -> Verdict:
    """A certificate as its QR code's text. Without a list, that it was issued is all that can be told."""
    try:
        token = read_token(text.strip(), keys)
        if revocations is None:
            return Verdict("valid", "issued by the register; whether it was revoked since was not looked up", token)
        revoked, made, following = read_revocations(revocations.strip(), keys)
    except NotGenuine as refused:
        return Verdict("not-genuine", str(refused))
    if token.number in revoked:
        return Verdict("revoked", f"revoked on {revoked[token.number]}", token)
    age = "" if now <= following else "; the list is out of date, fetch a new one"
    return Verdict("valid", f"issued by the register, and not revoked by {made:%Y-%m-%d %H:%M}{age}", token)
