"""Clients and their keys as they travel. No secret ever leaves."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Payload(BaseModel):
    """Nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class KeyEntry(Payload):
    """A public key, handed in by the department."""

    key_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~-]{1,100}$")]
    public_key: Annotated[dict[str, Any], Field(description="JWK，只要公钥 / a public JWK", max_length=20)]


class ClientCertificateEntry(Payload):
    """A client's certificate, handed in by the department."""

    certificate: Annotated[
        str,
        StringConstraints(min_length=1, max_length=20_000),
        Field(description="PEM，不含私钥 / without private key"),
    ]


class SecretEntry(Payload):
    """A new secret, made by the department: random, 32 characters or more."""

    secret: Annotated[str, StringConstraints(min_length=32, max_length=200, pattern=r"^[\x21-\x7e]+$")]
    overlap_hours: Annotated[
        int, Field(ge=0, le=720, description="旧密钥继续有效的小时数 / how long the former one goes on being accepted")
    ] = 168


class KeyOut(BaseModel):
    """One key."""

    key_id: str
    algorithm: str
    added_at: datetime
    added_by: str
    retired_at: datetime | None


class ClientCertificateOut(BaseModel):
    """One certificate; its client's tokens are bound to it (RFC 8705)."""

    thumbprint: str = Field(description="x5t#S256")
    not_after: datetime
    added_at: datetime
    added_by: str
    retired_at: datetime | None


class ClientOut(BaseModel):
    """One client of a department."""

    client_id: str
    department: str
    active: bool
    changed_at: datetime
    former_secret_until: datetime | None
    keys: list[KeyOut]
    certificates: list[ClientCertificateOut]
