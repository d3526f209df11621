"""Keeps a signed checkpoint of the log's newest head outside the database, so that a cut tail shows (C12)."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import structlog

from chassis.checkpoints import CheckpointSigner, keep_checkpoint
from gateway.access_log.chain import Chain

log = structlog.get_logger()

LOG = "access-log"
_EVERY = 1.0
Head = tuple[UUID, int, bytes]


class HeadKeeper:
    """Writes in a thread: a busy disk may take 100 ms to replace a file, and no caller is to wait for that."""

    def __init__(self, signer: CheckpointSigner, home: Path) -> None:
        self._signer, self._home = signer, home
        self._one_at_a_time = threading.Lock()
        self._kept: tuple[UUID, int] | None = None
        self._moved = asyncio.Event()

    def sign(self, head: Head) -> str:
        """The signed checkpoint of ``head``."""
        chain, position, digest = head
        return self._signer.sign(LOG, str(chain), position, digest)

    def moved(self) -> None:
        """The newest chain has a new head."""
        self._moved.set()

    async def run(self, newest: Callable[[], Chain]) -> None:
        """Until cancelled: keep the head of the newest chain whenever it has moved, at most once a second."""
        while True:
            await self._moved.wait()
            self._moved.clear()
            await asyncio.to_thread(self.keep, head_of(newest()))
            await asyncio.sleep(_EVERY)

    def keep(self, head: Head) -> None:
        """Keep ``head`` unless it, or a later one of its chain, is kept already."""
        chain, position, _ = head
        with self._one_at_a_time:
            known = self._kept[1] if self._kept and self._kept[0] == chain else 0
            if position <= known:
                return
            try:
                keep_checkpoint(self._home, LOG, str(chain), self.sign(head))
                self._kept = (chain, position)
            except OSError as error:
                log.error("checkpoint_not_kept", error=type(error).__name__)


def head_of(chain: Chain) -> Head:
    """What a checkpoint says of a chain at this moment."""
    return chain.id, chain.position, chain.head
