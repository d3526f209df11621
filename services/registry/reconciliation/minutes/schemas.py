"""Minutes, keys and signatures as they travel."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import Payload

_BASE64 = "^[A-Za-z0-9_-]+$"


class SignatureOut(BaseModel):
    """Who signed, with which key."""

    participant: str
    key_id: str
    signature: Annotated[str, Field(description="Ed25519 over the digest's text, base64url.")]
    signed_at: datetime


class MinutesOut(BaseModel):
    """Minutes as they are signed. They name nobody: a case is told by its reference."""

    session_id: UUID
    version: int
    digest: Annotated[str, Field(description="SHA-256 over `facts` (JSON, sorted keys, no blanks), hexadecimal.")]
    facts: dict[str, Any]
    drawn_up_at: datetime
    signatures: list[SignatureOut]


class SignatureEntry(Payload):
    """A signature made with the participant's own private key."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    key_id: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    signature: Annotated[str, Field(max_length=90, pattern=_BASE64)]


class KeyEntry(Payload):
    """A public key (Ed25519, 32 bytes, base64url)."""

    public_key: Annotated[str, Field(max_length=50, pattern=_BASE64)]


class KeyOut(BaseModel):
    """A participant's key."""

    key_id: str
    participant: str
    registered_at: datetime
    revoked_at: datetime | None
