"""A provider over HTTP: one POST a message, the message's id as ``Idempotency-Key``; reports fetched with GET."""

from uuid import UUID

import aiohttp
import msgspec

from services.followup.reminders.sms.provider import Message, MessageRefused, ProviderAway, Report, Reports, State

_BUSY = (408, 425, 429)
_LONGEST = 1_000_000
"""Bytes of one answer with reports."""


class _Told(msgspec.Struct):
    id: UUID
    state: State


class _Answer(msgspec.Struct):
    """``{"reports": [{"id", "state"}], "next"}``; ids and states that are not ours are passed over."""

    reports: list[dict[str, object]]
    next: str = ""


class HttpProvider:
    """Posts ``{"to": …, "text": …}``; any 2xx is a promise to send.

    408, 425, 429 and 5xx mean later, every other answer means never. Attempts are spread by the sweep that calls
    this, not here, so that a message waits in the database and not in the memory of a process.
    """

    def __init__(self, url: str, token: str | None, timeout_seconds: float, reports_url: str | None = None) -> None:
        self._url, self._reports_url = url, reports_url
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, message: Message) -> None:
        """Hand one message over. Raises ProviderAway, MessageRefused."""
        body = msgspec.json.encode({"to": message.phone, "text": message.text})
        headers = self._headers | {"Idempotency-Key": str(message.id)}
        try:
            # A redirect could lead numbers anywhere.
            async with self._connected().post(self._url, data=body, headers=headers, allow_redirects=False) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise ProviderAway(type(fault).__name__) from None
        if status in _BUSY or status >= 500:
            raise ProviderAway(str(status))
        if not 200 <= status < 300:
            raise MessageRefused(str(status))

    async def read_reports(self, after: str) -> Reports:
        """The next page of reports; none where no address for them is set. Raises ProviderAway."""
        if self._reports_url is None:
            return Reports((), after)
        ask = {"after": after} if after else {}
        try:
            async with self._connected().get(
                self._reports_url, params=ask, headers=self._headers, allow_redirects=False
            ) as answer:
                status, body = answer.status, await answer.content.read(_LONGEST)
            told = msgspec.json.decode(body, type=_Answer) if status == 200 else None
        except (aiohttp.ClientError, TimeoutError, msgspec.MsgspecError) as fault:
            raise ProviderAway(type(fault).__name__) from None
        if told is None:
            raise ProviderAway(str(status))
        return Reports(tuple(r for each in told.reports if (r := _report(each)) is not None), told.next or after)

    def _connected(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _report(told: dict[str, object]) -> Report | None:
    try:
        known = msgspec.convert(told, _Told)
        return Report(known.id, known.state)
    except msgspec.ValidationError:
        return None  # a state or an id of the provider's own
