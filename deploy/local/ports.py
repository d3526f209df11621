"""The loopback ports between our own processes: any that are free, remembered, chosen anew when taken."""

import json
import random
import socket
from collections.abc import Collection

from deploy.local.failures import CannotGoOn
from deploy.local.home import Home, write_private_json

# Below the range that kernels hand out to outgoing connections, so that a stopped installation's stay free.
OWN, OTHERS = range(18100, 28100), range(28100, 32700)
"""Where an installation's own ports are chosen, and where drills and tests choose theirs."""


def is_free(port: int) -> bool:
    """Whether we could listen on ``port`` of the loopback interface now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(1)
        except OSError:
            return False
    return True


def remembered(home: Home) -> dict[str, int]:
    """The ports of the last start; empty before the first."""
    path = home.folder / "ports.json"
    return json.loads(path.read_text()) if path.exists() else {}


def choose(home: Home, names: list[str]) -> dict[str, int]:
    """A free port for each of ``names``, the last start's where it is still free."""
    kept = {name: port for name, port in remembered(home).items() if name in names and is_free(port)}
    for name in names:
        if name not in kept:
            kept[name] = free_port(taken={*kept.values(), home.port})
    write_private_json(home.folder / "ports.json", kept)
    return kept


def taken_meanwhile(home: Home) -> bool:
    """Whether somebody else listens where the installation, which does not run, was to: ports are not reserved."""
    return not all(is_free(port) for port in remembered(home).values())


def free_port(within: range = OWN, taken: Collection[int] = ()) -> int:
    """A port that nobody listens on. Raises CannotGoOn."""
    # At random, so that two who choose together seldom choose the same one.
    for port in random.sample(within, 200):
        if port not in taken and is_free(port):
            return port
    raise CannotGoOn("本机没有可用的端口。", "No free port was found on this machine.")
