"""A provider over HTTP: one POST a message, the message's id as ``Idempotency-Key``."""

import aiohttp
import msgspec

from services.followup.reminders.sms.provider import Message, MessageRefused, ProviderAway

_BUSY = (408, 425, 429)


class HttpProvider:
    """Posts ``{"to": …, "text": …}``; any 2xx is a promise to send.

    408, 425, 429 and 5xx mean later, every other answer means never. Attempts are spread by the sweep that calls
    this, not here, so that a message waits in the database and not in the memory of a process.
    """

    def __init__(self, url: str, token: str | None, timeout_seconds: float) -> None:
        self._url = url
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, message: Message) -> None:
        """Hand one message over. Raises ProviderAway, MessageRefused."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        body = msgspec.json.encode({"to": message.phone, "text": message.text})
        headers = self._headers | {"Idempotency-Key": str(message.id)}
        try:
            # A redirect could lead numbers anywhere.
            async with self._session.post(self._url, data=body, headers=headers, allow_redirects=False) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise ProviderAway(type(fault).__name__) from None
        if status in _BUSY or status >= 500:
            raise ProviderAway(str(status))
        if not 200 <= status < 300:
            raise MessageRefused(str(status))

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None
