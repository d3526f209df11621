"""What the gateway is told by its environment, beyond what every process is told."""

from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from gateway.identity_provider.settings import ProviderSettings
from gateway.webhooks.targets import Network, networks_in

HERE = Path(__file__).parent
ROOT = HERE.parent
MEBIBYTE = 1024 * 1024


class GatewaySettings(ProviderSettings):
    """The gateway's settings. Sizes are bytes, times are seconds."""

    services: dict[str, str] = Field(default_factory=dict, validation_alias="HUIJIA_SERVICES")
    """Service → the address it answers at, as JSON."""
    inside_authority: Path | None = Field(None, validation_alias="HUIJIA_INSIDE_AUTHORITY")
    """Who vouches for the services at https addresses (PEM); None: whoever the machine trusts."""
    issuer: str = Field("huijia", validation_alias="HUIJIA_ISSUER")
    token_lifetime: int = Field(3600, gt=0, le=3600, validation_alias="HUIJIA_TOKEN_LIFETIME")
    policies_folder: Path = Field(HERE / "policies", validation_alias="HUIJIA_POLICIES")
    second_factor_file: Path = Field(
        HERE / "second_factor" / "requirement.yaml", validation_alias="HUIJIA_SECOND_FACTOR"
    )
    breaking_file: Path = Field(HERE / "proxy" / "breaking.yaml", validation_alias="HUIJIA_BREAKING")
    limits_file: Path = Field(HERE / "rate_limit" / "limits.yaml", validation_alias="HUIJIA_LIMITS")
    body_limit: int = Field(10 * MEBIBYTE, validation_alias="HUIJIA_BODY_LIMIT")
    import_limit: int = Field(310 * MEBIBYTE, validation_alias="HUIJIA_IMPORT_LIMIT")
    exchange_limit: int = Field(64 * MEBIBYTE, validation_alias="HUIJIA_EXCHANGE_LIMIT")
    """How much of another county's call is read; what is more than the exchange takes is refused by its receipt."""
    answer_timeout: float = Field(30, validation_alias="HUIJIA_ANSWER_TIMEOUT")
    """How long a service may stay silent: before its answer, and between two pieces of it."""
    sending_timeout: float = Field(30, validation_alias="HUIJIA_SENDING_TIMEOUT")
    """How long a caller may stay silent between two pieces of a request's body, and take nothing of an answer."""
    head_timeout: float = Field(10, gt=0, validation_alias="HUIJIA_HEAD_TIMEOUT")
    """How long a request's head may take."""
    slowest_sending: int = Field(1024, ge=0, validation_alias="HUIJIA_SLOWEST_SENDING")
    """Bytes a second that a body must come with on average, beyond ``sending_timeout``; 0: as slow as you like."""
    dashboard_folder: Path = Field(ROOT / "dashboard" / "dist", validation_alias="HUIJIA_DASHBOARD")
    """The built web interface; without it ``/`` is a page of links."""
    map_file: Path | None = Field(None, validation_alias="HUIJIA_MAP")
    """The map of the divisions (GeoJSON); ``map.geojson`` in the home where none is named."""
    secure_cookie: bool = Field(False, validation_alias="HUIJIA_SECURE_COOKIE")
    """Whether people reach the gateway by https, so that the session's cookie may be limited to it."""
    client_certificates: bool = Field(False, validation_alias="HUIJIA_CLIENT_CERTIFICATES")
    """Whether the trusted proxy tells by ``Client-Cert`` (RFC 9440) by which certificate a caller came."""
    trusted_proxy: str = Field("", validation_alias="HUIJIA_TRUSTED_PROXY")
    webhook_private: str = Field("", validation_alias="HUIJIA_WEBHOOK_PRIVATE")
    """Private networks in which departments' receivers may stand (``10.1.2.0/24,…``); none if not told."""

    @field_validator("webhook_private", "metrics_from")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        networks_in(text)
        return text

    @model_validator(mode="after")
    def _certificates_have_a_proxy(self) -> Self:
        if self.client_certificates and self.trusted_proxy.strip() in ("", "*"):
            raise ValueError("HUIJIA_CLIENT_CERTIFICATES needs HUIJIA_TRUSTED_PROXY to name the proxy, and not '*'")
        return self

    @cached_property
    def map_path(self) -> Path:
        """Where the map lies, if there is one."""
        return self.map_file or self.home / "map.geojson"

    @cached_property
    def webhook_networks(self) -> tuple[Network, ...]:
        """Where webhooks may go beside the public internet."""
        return networks_in(self.webhook_private)

    metrics_from: str = Field("127.0.0.0/8,::1/128", validation_alias="HUIJIA_METRICS_FROM")
    """The networks from which ``/metrics`` may be read, separated by commas."""

    @cached_property
    def collectors(self) -> tuple[Network, ...]:
        """``metrics_from`` as networks."""
        return networks_in(self.metrics_from)
