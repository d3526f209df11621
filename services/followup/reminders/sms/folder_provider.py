"""The embedded default: nothing is sent. Each message lies as a file where the operator can read what would be."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import msgspec

from chassis import clock
from chassis.identifiers import mask_phone
from services.followup.reminders.sms.provider import Message, Reports


class FolderProvider:
    """Writes ``<folder>/2026-11-22/<id>.json``, readable by the operator alone, the number masked.

    Masked, because nobody needs it there: no telephone rings. Old days are cleared away.
    """

    def __init__(self, folder: Path, kept_days: int) -> None:
        self._folder, self._kept_days = folder, kept_days

    async def send(self, message: Message) -> None:
        """Lay one message down; the same id again changes nothing."""
        await asyncio.to_thread(self._write, message)

    def _write(self, message: Message) -> None:
        if any(self._folder.glob(f"*/{message.id}.json")):
            return
        day = self._folder / clock.today().isoformat()
        for folder in (self._folder, day):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear_away(clock.today())
        laid = {"id": message.id, "at": clock.now(), "to": mask_phone(message.phone), "text": message.text}
        draft = day / f"{message.id}.draft"
        draft.touch(mode=0o600)
        draft.write_bytes(msgspec.json.encode(laid) + b"\n")
        draft.rename(day / f"{message.id}.json")

    def _clear_away(self, today: date) -> None:
        oldest = (today - timedelta(days=self._kept_days)).isoformat()
        for day in [day for day in self._folder.iterdir() if day.name < oldest]:
            for file in day.glob("*.*"):
                file.unlink(missing_ok=True)
            day.rmdir()

    async def read_reports(self, after: str) -> Reports:
        """Nothing was sent, so nothing arrives."""
        return Reports((), after)

    async def close(self) -> None:
        """Nothing to let go of."""
