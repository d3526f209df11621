"""The ways inside an installation, and who vouches for whom on them.

What is not on the same machine is spoken to by TLS alone: the database and the bus, by the word of our own authority
or of theirs where they are not ours; and each service.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from chassis.plain_ways import is_here
from chassis.roles import SERVICES
from deploy.local.home import write_private
from deploy.setup.certificates import AUTHORITY, Authority

TRUSTED, CERTIFICATE = "trusted.pem", "inside.pem"
"""Who vouches for a database and a bus that are not ours; a process's own certificate with its key."""
GRAFANA = "grafana"
_BUS, _IDENTITIES, _PUBLIC_HALVES = "kafka", "keycloak", "public"
SHARED = (GRAFANA, _BUS, _IDENTITIES, _PUBLIC_HALVES)
"""Folders that users of other containers read."""
_PLACE = "inside.json"
_PUBLIC = 0o644


class Inside(msgspec.Struct, frozen=True):
    """``host:port`` of database and broker, and how certificates are named and found."""

    database: str
    kafka: str | None = None
    trusted: str | None = None
    """Who vouches for database and broker where they are not ours (PEM); None: our own authority does."""
    prefix: str = ""
    """Stands before a service's name in its address: a chart's release and a dash."""
    seen_at: str = "/run/huijia"
    """Where a process sees its folder; ``{}`` stands for its name."""

    @property
    def by_compose(self) -> bool:
        """Whether Compose runs the database and, for whom wants them, an identity provider and Grafana."""
        return self.trusted is None and not is_here(self.database)

    def asks_of_database(self, process: str) -> str:
        """What a database URL says of TLS; nothing where the database is on this machine."""
        return of_authority(self.database, self._voucher(process))

    def bus_of(self, process: str) -> Mapping[str, str]:
        """What a process is told of the bus."""
        if self.kafka is None:
            return {"BUS": "embedded"}
        told = {"BUS": "kafka", "KAFKA_BOOTSTRAP": self.kafka}
        if not is_here(self.kafka):
            told |= {"KAFKA_AUTHORITY": self._voucher(process)}
            if self.trusted is None:
                told |= {"KAFKA_CERTIFICATE": f"{self.seen_at.format(process)}/{CERTIFICATE}"}
        return told

    def _voucher(self, process: str) -> str:
        return f"{self.seen_at.format(process)}/{TRUSTED if self.trusted else AUTHORITY}"


def of_authority(place: str, authority: str | Path) -> str:
    """The query of a database URL for a server at ``place``, for whom ``authority`` (a file) vouches by that name."""
    return "" if is_here(place) else f"?sslmode=verify-full&sslrootcert={authority}"


def voucher_in(folder: Path) -> Path:
    """The file in a process's folder that vouches for the database."""
    return folder / (TRUSTED if (folder / TRUSTED).exists() else AUTHORITY)


def renew_certificates(root: Path) -> None:
    """Issue all of them anew, by the same authority for the same names: those in use go on until they run out."""
    issue_certificates(root, msgspec.json.decode((root / "authority" / _PLACE).read_bytes(), type=Inside))


def issue_certificates(root: Path, inside: Inside) -> None:
    """A certificate for every service, and for the database and the bus where they are ours and elsewhere."""
    kept = root / "authority"
    kept.mkdir(mode=0o700, exist_ok=True)
    write_private(kept / _PLACE, msgspec.json.encode(inside).decode())
    authority = Authority.of(kept)
    for process in ("setup", *SERVICES):
        _trust(root / process, authority, inside)
    for service in SERVICES:
        names = dict.fromkeys([service, inside.prefix + service, "localhost", "127.0.0.1"])
        write_private(root / service / CERTIFICATE, "".join(authority.issue(list(names))))
    if inside.trusted is None:
        _serve_database(root / "postgres", authority, inside.database)
        if inside.kafka is not None:
            _serve_bus(root / _BUS, authority, inside.kafka)
    if inside.by_compose:
        _serve_identities(root / _IDENTITIES, authority)
    publish(root / _PUBLIC_HALVES, {AUTHORITY: authority.pem})


def _trust(folder: Path, authority: Authority, inside: Inside) -> None:
    write_private(folder / AUTHORITY, authority.pem)
    if inside.trusted is not None:
        write_private(folder / TRUSTED, inside.trusted)


def _serve_database(folder: Path, authority: Authority, place: str) -> None:
    if not is_here(place):
        certificate, key = authority.issue([place.rpartition(":")[0]])
        write_private(folder / "server.pem", certificate)
        write_private(folder / "server.key", key)


def _serve_bus(folder: Path, authority: Authority, place: str) -> None:
    if not is_here(place):
        # The broker is another user in its container; the folder above is closed to everybody else.
        both = "".join(authority.issue([place.rpartition(":")[0]]))
        publish(folder, {"server.pem": both, AUTHORITY: authority.pem})


def _serve_identities(folder: Path, authority: Authority) -> None:
    """For the identity provider that Compose runs, under its name there: another user in its container as well."""
    certificate, key = authority.issue([folder.name])
    publish(folder, {"server.pem": certificate, "server.key": key})


def publish(folder: Path, files: Mapping[str, str]) -> None:
    """Files for another user in a container of its own: it sees nothing else, and the folder above is closed."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        write_private(folder / name, content)
    let_read(folder)


def let_read(folder: Path) -> None:
    """Let others read what is in a shared folder."""
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.chmod(_PUBLIC)
