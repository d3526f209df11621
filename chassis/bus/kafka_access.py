"""How this process comes to Kafka: where the brokers are, and by which certificates both sides know each other."""

import ssl
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class KafkaAccess:
    """``bootstrap`` is ``host:port,…``. With an ``authority`` (PEM) only TLS is spoken, with brokers it vouches for.

    ``certificate`` is a PEM file with our own certificate and its key, for brokers that want to know who comes.
    """

    bootstrap: str
    authority: Path | None = None
    certificate: Path | None = None

    @cached_property
    def options(self) -> dict[str, Any]:
        """What every client of the library is told. Raises OSError where a file cannot be read."""
        if self.authority is None:
            return {"bootstrap_servers": self.bootstrap}
        context = ssl.create_default_context(cafile=str(self.authority))
        if self.certificate is not None:
            context.load_cert_chain(self.certificate)
        return {"bootstrap_servers": self.bootstrap, "security_protocol": "SSL", "ssl_context": context}
