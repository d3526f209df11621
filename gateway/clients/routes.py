"""``/clients``: the keys and secrets of departments' systems."""

from typing import Annotated

from fastapi import Path

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from gateway.access_changes.errors import AccessChangeOpen
from gateway.access_changes.queries import show
from gateway.access_changes.schemas import AccessChangeOut
from gateway.clients.change_secret import propose_secret
from gateway.clients.errors import (
    ClientCertificateTaken,
    ClientKeyTaken,
    UnknownClient,
    UnknownClientCertificate,
    UnknownClientKey,
)
from gateway.clients.queries import clients, locked_client, show_certificate, show_key
from gateway.clients.register_certificate import propose_certificate, retire_certificate
from gateway.clients.register_key import propose_key, retire_key
from gateway.clients.schemas import (
    ClientCertificateEntry,
    ClientCertificateOut,
    ClientOut,
    KeyEntry,
    KeyOut,
    SecretEntry,
)

router = Router(prefix="/clients", tags=["clients 客户端"])

ClientId = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$")]
Thumbprint = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{43}$")]
KeyId = Annotated[str, Path(pattern=r"^[A-Za-z0-9._~-]{1,100}$")]


@router.get("")
@access(staff=("county-admin", "auditor"))
async def list_clients(session: Session) -> Page[ClientOut]:
    """Departments' clients, with the keys that they have and had. Never a secret."""
    return Page(items=await clients(session))


@router.post("/{client_id}/keys", status_code=202, responses=documented(UnknownClient, ClientKeyTaken, BadPayload))
@access(staff=("county-admin",))
async def post_key(session: Session, caller: CallerDep, client_id: ClientId, body: KeyEntry) -> AccessChangeOut:
    """Propose a client's public key. In use once a second person has approved, beside others until they are retired."""
    client = await locked_client(session, client_id)
    return show(await propose_key(session, caller, client.name, body))


@router.delete("/{client_id}/keys/{key_id}", responses=documented(UnknownClientKey))
@access(staff=("county-admin",))
async def delete_key(session: Session, caller: CallerDep, client_id: ClientId, key_id: KeyId) -> KeyOut:
    """Retire a client's public key, at once. The client's sessions end with it."""
    return show_key(await retire_key(session, caller, client_id, key_id))


@router.post(
    "/{client_id}/certificates",
    status_code=202,
    responses=documented(UnknownClient, ClientCertificateTaken, BadPayload),
)
@access(staff=("county-admin",))
async def post_certificate(
    session: Session, caller: CallerDep, client_id: ClientId, body: ClientCertificateEntry
) -> AccessChangeOut:
    """Propose to bind a client to its certificate (RFC 8705). Once approved, it gets no token without one."""
    client = await locked_client(session, client_id)
    return show(await propose_certificate(session, caller, client.name, body))


@router.delete("/{client_id}/certificates/{thumbprint}", responses=documented(UnknownClientCertificate))
@access(staff=("county-admin",))
async def delete_certificate(
    session: Session, caller: CallerDep, client_id: ClientId, thumbprint: Thumbprint
) -> ClientCertificateOut:
    """Retire a client's certificate, at once. The client's sessions end with it."""
    return show_certificate(await retire_certificate(session, caller, client_id, thumbprint))


@router.put("/{client_id}/secret", status_code=202, responses=documented(UnknownClient, AccessChangeOpen, BadPayload))
@access(staff=("county-admin",))
async def put_secret(session: Session, caller: CallerDep, client_id: ClientId, body: SecretEntry) -> AccessChangeOut:
    """Propose a client's new secret. Once approved, the former one is accepted for as long as the request says."""
    client = await locked_client(session, client_id)
    return show(await propose_secret(session, caller, client.name, body))
