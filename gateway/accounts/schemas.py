"""Accounts and sessions as they travel."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis.auth import Department, Role


class Payload(BaseModel):
    """Nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


ACCOUNT_NAME = r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$"
Division = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
FirstPassword = Annotated[
    str,
    StringConstraints(min_length=12, max_length=200, pattern=r"^[\x21-\x7e]+$"),
    Field(description="首次登录前须由本人修改 / its owner changes it before the first sign-in"),
]


class NewAccountEntry(Payload):
    """A new account: of a member of staff, or of a department's system, which registers its key or secret next."""

    name: Annotated[str, StringConstraints(pattern=ACCOUNT_NAME)]
    kind: Literal["staff", "department"]
    role: Role | None = None
    department: Department | None = None
    division: Division
    first_password: FirstPassword | None = None


class DutiesEntry(Payload):
    """What a member of staff is to do from now on, and where."""

    role: Role
    division: Division


class PasswordResetEntry(Payload):
    """A first password for somebody who forgot theirs."""

    first_password: FirstPassword


class SuspensionEntry(Payload):
    """Why an account is suspended."""

    reason: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=2, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"),
    ]


class AccountOut(BaseModel):
    """One account."""

    name: str
    kind: str
    role: str | None
    department: str | None
    division: str
    active: bool
    changed_at: datetime
    sessions: int
    second_factor: bool = Field(description="已绑定动态验证码 / a second factor is confirmed")


class SessionOut(BaseModel):
    """One session: an access token that has been issued and not ended."""

    id: UUID
    account: str
    issued_at: datetime
    expires_at: datetime
