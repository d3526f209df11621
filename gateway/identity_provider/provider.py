"""Talks to the identity provider: its description, its keys, and a code for an ID token. No redirect is followed."""

import time
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote_plus, urlencode

import aiohttp
import msgspec
import structlog

from gateway.identity_provider.attempt import Attempt
from gateway.identity_provider.errors import IdentityProviderDown
from gateway.identity_provider.id_token import NotBelieved, UnknownKey, read_id_token
from gateway.identity_provider.settings import ProviderSettings, is_safe

log = structlog.get_logger()

_TIMEOUT = aiohttp.ClientTimeout(total=8, connect=3)
_LARGEST = 256 * 1024
_KEPT = 300
_LONGEST_TOKEN = 16 * 1024
_T = TypeVar("_T")


class Metadata(msgspec.Struct, frozen=True):
    """What we need of the provider's description (OpenID Connect Discovery 1.0, section 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class _Keys(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


class _Tokens(msgspec.Struct, frozen=True):
    id_token: str


class Provider:
    """The county's identity provider; description and keys are remembered for five minutes."""

    def __init__(self, settings: ProviderSettings) -> None:
        self._told = settings
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, list[dict[str, Any]]] | None = None

    async def metadata(self) -> Metadata:
        """Raises IdentityProviderDown."""
        if self._metadata is None or time.monotonic() - self._metadata[0] > _KEPT:
            address = f"{self._told.oidc_issuer.rstrip('/')}/.well-known/openid-configuration"
            found = _read(await _get(address), Metadata)
            used = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
            if found.issuer != self._told.oidc_issuer or not all(map(is_safe, used)):
                raise _down("description_not_usable")
            self._metadata = time.monotonic(), found
        return self._metadata[1]

    async def address_for(self, attempt: Attempt) -> str:
        """Where a browser goes to sign in. Raises IdentityProviderDown."""
        told, endpoint = self._told, (await self.metadata()).authorization_endpoint
        asked = {
            "response_type": "code",
            "client_id": told.oidc_client_id,
            "redirect_uri": told.oidc_return,
            "scope": told.oidc_scopes,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        if told.oidc_factor_acr:
            asked["acr_values"] = " ".join(names_in(told.oidc_factor_acr))
        return endpoint + ("&" if "?" in endpoint else "?") + urlencode(asked)

    async def redeem(self, code: str, verifier: str) -> dict[str, Any]:
        """The claims of the ID token that the provider gives for ``code``. Raises NotBelieved, IdentityProviderDown."""
        metadata = await self.metadata()
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._told.oidc_return}
        headers = self._prove(metadata, form)
        status, body = await _ask("POST", metadata.token_endpoint, form | {"code_verifier": verifier}, headers)
        if status == 400:
            raise NotBelieved("code")
        if status != 200:
            raise _down("token_endpoint", status=status)
        token = _read(body, _Tokens).id_token
        if len(token) > _LONGEST_TOKEN:
            raise NotBelieved("token_length")
        return await self._verified(token)

    def _prove(self, metadata: Metadata, form: dict[str, str]) -> dict[str, str]:
        """Who we are (RFC 6749, section 2.3.1): in a header, or in the form where the provider takes nothing else."""
        told = self._told
        if not told.oidc_secret_file:
            form["client_id"] = told.oidc_client_id
            return {}
        try:
            secret = Path(told.oidc_secret_file).read_text().strip()
        except (OSError, UnicodeError):
            raise _down("client_secret_file") from None
        methods = metadata.token_endpoint_auth_methods_supported
        if "client_secret_basic" not in methods and "client_secret_post" in methods:
            form |= {"client_id": told.oidc_client_id, "client_secret": secret}
            return {}
        pair = aiohttp.BasicAuth(quote_plus(told.oidc_client_id), quote_plus(secret))
        return {"Authorization": pair.encode()}

    async def _verified(self, token: str) -> dict[str, Any]:
        issuer, client = self._told.oidc_issuer, self._told.oidc_client_id
        try:
            return read_id_token(token, await self._held_keys(), issuer, client)
        except UnknownKey:
            # The token came from the provider itself, so nobody else makes us ask: its keys may be new.
            self._keys = None
            return read_id_token(token, await self._held_keys(), issuer, client)

    async def _held_keys(self) -> list[dict[str, Any]]:
        if self._keys is None or time.monotonic() - self._keys[0] > _KEPT:
            found = _read(await _get((await self.metadata()).jwks_uri), _Keys).keys
            self._keys = time.monotonic(), found
        return self._keys[1]


def names_in(text: str) -> list[str]:
    """The values of a setting, which commas separate."""
    return [each.strip() for each in text.split(",") if each.strip()]


async def _get(address: str) -> bytes:
    status, body = await _ask("GET", address)
    if status != 200:
        raise _down("answer", status=status)
    return body


async def _ask(
    method: str, address: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    told = {"Accept": "application/json"} | (headers or {})
    body = b""
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as client,
            client.request(method, address, data=form, headers=told, allow_redirects=False) as answer,
        ):
            async for piece in answer.content.iter_chunked(_LARGEST):
                body += piece
                if len(body) > _LARGEST:
                    raise _down("answer_too_long")
            return answer.status, body
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise _down(type(error).__name__) from None


def _read(body: bytes, shape: type[_T]) -> _T:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeError):
        raise _down("answer_not_understood") from None


def _down(reason: str, **facts: int) -> IdentityProviderDown:
    log.warning("identity_provider_down", reason=reason, **facts)
    return IdentityProviderDown(headers={"Retry-After": "30"})
