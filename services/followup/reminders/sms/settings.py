"""Which provider to use; see docs/followup.md."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class SmsSettings(BaseSettings):
    """Without an address nothing is sent: messages are laid down in the installation's folder."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    url: str | None = Field(None, validation_alias="HUIJIA_SMS_URL")
    reports_url: str | None = Field(None, validation_alias="HUIJIA_SMS_REPORTS_URL")
    token_file: Path | None = Field(None, validation_alias="HUIJIA_SMS_TOKEN_FILE")
    """Holds the bearer token; a file, so that it stands in no list of processes."""
    timeout_seconds: float = Field(10, gt=0, le=60, validation_alias="HUIJIA_SMS_TIMEOUT_SECONDS")
