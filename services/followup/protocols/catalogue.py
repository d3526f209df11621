"""The protocols that this installation works with: loaded once, complete and without fault, or not at all."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from chassis.data_lint import BadData
from services.followup.protocols.lint import FOLDER as FOLDER
from services.followup.protocols.lint import lint
from services.followup.protocols.model import Protocol, Trigger


class Catalogue:
    """All protocols in all their versions."""

    def __init__(self, protocols: Iterable[Protocol]) -> None:
        self._all = {(protocol.id, protocol.version): protocol for protocol in protocols}

    def version(self, protocol_id: str, version: int) -> Protocol:
        """Raises KeyError. Versions that plans were started with stay in the folder."""
        return self._all[protocol_id, version]

    def in_force(self, on: date) -> list[Protocol]:
        """What is offered on that day, at most one version of each protocol."""
        return [protocol for protocol in self._all.values() if protocol.in_force(on)]

    def offered(self, protocol_id: str, on: date) -> Protocol | None:
        """The version of a protocol that is offered on that day, if any."""
        return next((protocol for protocol in self.in_force(on) if protocol.id == protocol_id), None)

    def triggered_by(self, trigger: Trigger, on: date) -> list[Protocol]:
        """What is offered on that day because of ``trigger``."""
        return [protocol for protocol in self.in_force(on) if trigger in protocol.triggers]


def load(folder: Path) -> Catalogue:
    """Read every protocol in ``folder``. Raises BadData."""
    protocols, faults = lint(folder)
    if faults:
        raise BadData(faults)
    return Catalogue(protocols)


@cache
def catalogue() -> Catalogue:
    """The protocols that ship with this service. Raises BadData."""
    return load(FOLDER)
