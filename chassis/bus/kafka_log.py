"""Keeps the Kafka client's log readable during an outage: it would say the same several times a second, for hours."""

import logging
import time

_SECONDS = 60.0


class OncePerMinute(logging.Filter):
    """Lets each kind of message of one logger through once a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """See logging.Filter."""
        kind, now = str(record.msg), time.monotonic()
        if now - self._said.get(kind, -_SECONDS) < _SECONDS:
            return False
        self._said[kind] = now
        return True


def quieten() -> None:
    """Put the filter on every logger of the client; call it once the client is imported."""
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        if name.startswith("aiokafka") and not any(isinstance(f, OncePerMinute) for f in logger.filters):
            logger.addFilter(OncePerMinute())
