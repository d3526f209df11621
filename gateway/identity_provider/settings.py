"""What the gateway is told of the county's identity provider; without an issuer, nobody signs in by one."""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from chassis.settings import Settings

RETURN_PATH = "/session/provider/return"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ProviderSettings(Settings):
    """All or nothing: an issuer needs a client id and the address that people return to."""

    oidc_issuer: str = Field("", validation_alias="HUIJIA_OIDC_ISSUER")
    """Exactly as the provider writes it in its tokens; unset, the sign-in is off."""
    oidc_client_id: str = Field("", validation_alias="HUIJIA_OIDC_CLIENT_ID")
    oidc_secret_file: str = Field("", validation_alias="HUIJIA_OIDC_CLIENT_SECRET_FILE")
    """Read at each sign-in, so that it can be changed while we run; without one we are a public client."""
    oidc_return: str = Field("", validation_alias="HUIJIA_OIDC_RETURN")
    """Our own address as people reach it, with the path ``/session/provider/return``."""
    oidc_account_claim: str = Field("preferred_username", validation_alias="HUIJIA_OIDC_ACCOUNT_CLAIM")
    """The claim of the ID token that is an account's name here."""
    oidc_scopes: str = Field("openid profile", validation_alias="HUIJIA_OIDC_SCOPES")
    oidc_factor_amr: str = Field("", validation_alias="HUIJIA_OIDC_FACTOR_AMR")
    """Values of ``amr``, separated by commas, of which any one says that a second factor was used."""
    oidc_factor_acr: str = Field("", validation_alias="HUIJIA_OIDC_FACTOR_ACR")
    """Values of ``acr`` that say so."""
    oidc_name: str = Field("", validation_alias="HUIJIA_OIDC_NAME")
    """What people call the provider, for the button; unset: 统一身份认证 / single sign-on."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.oidc_issuer:
            return self
        if not self.oidc_client_id or "openid" not in self.oidc_scopes.split():
            raise ValueError("HUIJIA_OIDC_ISSUER needs HUIJIA_OIDC_CLIENT_ID, and openid among HUIJIA_OIDC_SCOPES")
        if not is_safe(self.oidc_issuer) or urlsplit(self.oidc_issuer).query:
            raise ValueError("HUIJIA_OIDC_ISSUER is an https address (http on this machine alone)")
        if not is_safe(self.oidc_return) or urlsplit(self.oidc_return).path != RETURN_PATH:
            raise ValueError(f"HUIJIA_OIDC_RETURN is our https address with the path {RETURN_PATH}")
        if self.oidc_secret_file and not Path(self.oidc_secret_file).is_file():
            raise ValueError("HUIJIA_OIDC_CLIENT_SECRET_FILE cannot be read")
        return self


def is_safe(address: str) -> bool:
    """Whether nobody listens on the way to ``address``: https, or this machine."""
    try:
        parts = urlsplit(address)
        named = parts.hostname
    except ValueError:
        return False
    if not named or parts.username is not None or parts.fragment or not address.isprintable():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and named in _LOOPBACK)
