"""One's own account as it travels."""

from datetime import datetime

from pydantic import BaseModel, Field


class OwnAccountOut(BaseModel):
    """The account of whoever asks."""

    name: str
    role: str
    division: str
    changed_at: datetime
    second_factor: bool = Field(description="已绑定动态验证码 / a second factor is confirmed")
    second_factor_required: bool = Field(description="岗位须用动态验证码 / the role signs in with one")
    recovery_codes_left: int
