"""The access log as it is read."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field


class LoggedAccess(BaseModel):
    """One access to a person's data."""

    id: UUID
    at: datetime
    account: str = Field(description="账号或客户端标识 / the account or client that called")
    kind: str = Field(description="`staff` or `department`")
    role: str | None
    department: str | None
    method: str
    service: str
    route: str = Field(description="路径模板，不含查询内容 / the template of the path, without anything asked for")
    purpose: str | None
    case_reference: str | None
    policy: str | None = Field(description="The disclosure policy and its version.")
    fields: list[str] | None = Field(description="部门看到的项目 / what a department was shown; null for staff")
    status: int
    request_id: UUID
    receipt: str | None = Field(description="披露收据（已签名）/ the signed receipt of a disclosure")


class ReceiptOut(BaseModel):
    """A receipt, with the secret from which its holder finds the salted hashes again."""

    receipt: str
    secret: str = Field(description="base64url")


class CheckpointOut(BaseModel):
    """The signed head of the log's chain."""

    checkpoint: str = Field(description="紧凑 JWS，请保存在别处 / a compact JWS, to be kept elsewhere")


class VerificationOut(BaseModel):
    """What was looked at, and what does not hold; a log without faults is as it was written."""

    verified_at: datetime
    entries: int = Field(description="核对的记录数 / entries of the log")
    receipts: int = Field(description="核对的收据数 / signed receipts among them")
    erased: int = Field(description="保存期满后删去内容的记录 / entries of which the chain alone is left")
    faults: list[str] = Field(description="不一致之处；空即完好 / each fault in words; none when all holds")
