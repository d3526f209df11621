"""A port that nobody listens on."""

import socket


def free_port() -> int:
    """Of the loopback interface, chosen by the system."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
