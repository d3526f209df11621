"""Compose's identity provider fits the gateway's sign-in: one realm, one client, one way back, nothing else open."""

import json
import re
from typing import Any

import pytest
import yaml

from gateway.identity_provider.settings import RETURN_PATH, ProviderSettings
from tests.conftest import ROOT

FOLDER = ROOT / "deploy" / "compose"
DOMAIN = "huijia.example.gov.cn"
_VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


def told(text: str, **chosen: str) -> str:
    """``text`` as compose or Keycloak reads it."""
    values = {"HUIJIA_DOMAIN": DOMAIN} | chosen
    return _VARIABLE.sub(lambda found: values.get(found[1], found[2] or ""), text)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((FOLDER / "compose.yaml").read_text())["services"]


@pytest.fixture(scope="module")
def realm() -> dict[str, Any]:
    return json.loads(told((FOLDER / "keycloak" / "county-realm.json").read_text()))


def settings_of(services: dict[str, Any], **chosen: str) -> ProviderSettings:
    environment = {name: told(str(value), **chosen) for name, value in services["gateway"]["environment"].items()}
    return ProviderSettings.model_validate({"DATABASE_URL": "postgresql://x"} | environment)


def issuer_of(services: dict[str, Any], realm: dict[str, Any]) -> str:
    environment = services["keycloak"]["environment"]
    return f"{told(environment['KC_HOSTNAME'])}/realms/{realm['realm']}"


def test_it_is_off_until_an_issuer_is_named(services: dict[str, Any]) -> None:
    assert settings_of(services).oidc_issuer == ""


def test_the_gateway_is_the_realms_one_client(services: dict[str, Any], realm: dict[str, Any]) -> None:
    issuer = issuer_of(services, realm)
    settings = settings_of(services, HUIJIA_OIDC_ISSUER=issuer)
    (client,) = realm["clients"]
    assert settings.oidc_client_id == client["clientId"]
    assert client["redirectUris"] == [settings.oidc_return] == [f"https://{DOMAIN}{RETURN_PATH}"]
    assert settings.oidc_account_claim == "preferred_username" and "profile" in client["defaultClientScopes"]
    assert issuer.replace(DOMAIN, "huijia.example.gov.cn") in (ROOT / "docs" / "operations.md").read_text()


def test_the_realm_lets_in_by_code_and_pkce_alone(realm: dict[str, Any]) -> None:
    (client,) = realm["clients"]
    flows = ("implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled")
    assert client["standardFlowEnabled"] and not any(client[flow] for flow in flows)
    assert client["attributes"]["pkce.code.challenge.method"] == "S256"
    assert realm["bruteForceProtected"] and realm["sslRequired"] == "all"
    # The claim that names an account here is none that people choose or change there.
    assert not realm["registrationAllowed"] and not realm["editUsernameAllowed"]
    assert "users" not in realm


def test_the_entrance_leads_to_it_and_the_gateway_finds_it_by_the_same_name(
    services: dict[str, Any], realm: dict[str, Any]
) -> None:
    keycloak, entrance = services["keycloak"], services["entrance"]
    prefix = keycloak["environment"]["KC_HTTP_RELATIVE_PATH"]
    caddy = (FOLDER / "Caddyfile").read_text()
    assert f'path("{prefix}/realms/*", "{prefix}/resources/*")' in caddy
    assert "reverse_proxy @identity https://keycloak:8443" in caddy and f'"{prefix}/admin' not in caddy
    assert "HUIJIA_IDENTITY" in entrance["environment"]
    assert told(entrance["networks"]["inside"]["aliases"][0]) == DOMAIN
    assert "--import-realm" in keycloak["command"]
    assert any(volume.startswith("./keycloak:/opt/keycloak/data/import") for volume in keycloak["volumes"])
    assert told(keycloak["environment"]["HUIJIA_DOMAIN"]) == DOMAIN
