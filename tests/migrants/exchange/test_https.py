"""Counties reach each other over HTTPS: a gateway that cannot prove its name is not spoken to."""

import asyncio
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.migrants.exchange.reach_peer import MESSAGES, ByHttp, PeerAway
from tests.conftest import free_port

ADDRESS = ipaddress.ip_address("127.0.0.1")


def certificate(folder: Path) -> Path:
    """A key and a certificate of its own for the local address, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway.county.example")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ADDRESS)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "gateway.pem"
    path.write_bytes(secret + made.sign(key, hashes.SHA256()).public_bytes(pem))
    return path


async def answer(_: web.Request) -> web.Response:
    return web.Response(body=b"{}")


async def test_a_gateway_is_believed_by_its_certificate_alone(tmp_path: Path) -> None:
    port, path = free_port(), certificate(tmp_path)
    app = web.Application()
    app.router.add_post(MESSAGES, answer)
    shown = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    shown.load_cert_chain(path)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, ssl_context=shown).start()
    trusting = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=str(path)))
    try:
        async with aiohttp.ClientSession(connector=trusting) as known, aiohttp.ClientSession() as unknown:
            address = f"https://127.0.0.1:{port}"
            assert await ByHttp(known)(address, MESSAGES, b"{}") == b"{}"
            with pytest.raises(PeerAway, match="bad-certificate"):
                await ByHttp(unknown)(address, MESSAGES, b"{}")
            # Whoever answers without TLS is not spoken to either.
            with pytest.raises(PeerAway):
                await ByHttp(known)(f"https://127.0.0.1:{await plain_gateway()}", MESSAGES, b"{}")
    finally:
        await runner.cleanup()


async def plain_gateway() -> int:
    """Something that answers in plain text, for as long as the loop runs."""
    port = free_port()

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        writer.close()

    await asyncio.start_server(greet, "127.0.0.1", port)
    return port
