"""A real Apache Kafka, started by deploy/kafka/run, that tests may kill, freeze and start again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from chassis.bus.kafka_access import KafkaAccess
from deploy.setup.certificates import AUTHORITY, Authority
from tests.conftest import ROOT

_RUN = ROOT / "deploy" / "kafka" / "run"


def reason_why_not() -> str | None:
    """What this machine lacks for running Kafka; None when nothing."""
    lacking = [name for name in ("java", "mvn") if shutil.which(name) is None]
    return f"Kafka needs {' and '.join(lacking)}, not installed here" if lacking else None


@dataclass
class Broker:
    """One broker with its data in ``folder``; at ``tls_port`` it takes those whom the authority there vouches for."""

    folder: Path
    port: int
    tls_port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    def access(self) -> KafkaAccess:
        """By TLS, with a certificate of our own."""
        own = self.folder / "own.pem"
        own.write_text("".join(Authority.of(self.folder).issue(["anybody"])))
        return KafkaAccess(f"127.0.0.1:{self.tls_port}", self.folder / AUTHORITY, own)

    def start(self) -> None:
        """Return once it accepts connections."""
        (self.folder / "server.pem").write_text("".join(Authority.of(self.folder).issue(["127.0.0.1"])))
        # The jars are shared between runs: fetching them is not what is tested.
        lib = ROOT / ".run" / "kafka" / "lib"
        told = {"HUIJIA_HOME": str(self.folder), "KAFKA_PORT": str(self.port), "KAFKA_LIB": str(lib)}
        told |= {"KAFKA_TLS": str(self.folder), "KAFKA_TLS_PORT": str(self.tls_port)}
        log = (self.folder / "kafka.log").open("ab")
        self.process = subprocess.Popen([_RUN], stdout=log, stderr=log, env=os.environ | told)
        until = time.monotonic() + 120
        while not self._accepts():
            assert self.process.poll() is None, (self.folder / "kafka.log").read_text()
            assert time.monotonic() < until, "Kafka did not start within two minutes"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Shut it down in order."""
        self._signal(signal.SIGTERM)

    def freeze(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(30)
            self.process = None

    def _accepts(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True
