"""The way between two counties as nobody wants it: messages overtake each other, come twice, and answers get lost."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import msgspec
from aiohttp import web

from services.migrants.exchange.envelope import Call, Envelope
from services.migrants.exchange.reach_peer import MESSAGES, Receipts

DUPLICATES, LOST = 0.05, 0.01
_REMEMBERED = 500


class BadLine:
    """Stands before one county's gateway; ``duplicates`` counts what it brought twice."""

    def __init__(self, address: str, seed: int) -> None:
        self._address, self._random = address, random.Random(seed)
        self._seen: list[Envelope] = []
        self.messages = self.duplicates = self.lost = 0

    @asynccontextmanager
    async def open(self, port: int) -> AsyncIterator[None]:
        """Listen on ``port`` inside the block."""
        app = web.Application(client_max_size=64_000_000)
        app.router.add_route("*", "/{path:.*}", self._pass)
        runner = web.AppRunner(app, access_log=None)
        async with aiohttp.ClientSession() as self._client:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", port).start()
            try:
                yield
            finally:
                await runner.cleanup()

    async def _pass(self, request: web.Request) -> web.Response:
        body = await request.read()
        try:
            if request.path != MESSAGES:
                return await self._forward(request.method, request.path, body)
            return await self._carry(msgspec.json.decode(body, type=Call).messages)
        except (aiohttp.ClientError, TimeoutError):
            return web.Response(status=503)

    async def _carry(self, envelopes: list[Envelope]) -> web.Response:
        await self._repeat(len(envelopes))
        order = list(range(len(envelopes)))
        self._random.shuffle(order)
        shuffled = msgspec.json.encode(Call([envelopes[at] for at in order]))
        answer = await self._forward("POST", MESSAGES, shuffled)
        self._seen = (self._seen + envelopes)[-_REMEMBERED:]
        self.messages += len(envelopes)
        if answer.status != 200:
            return answer
        if self._random.random() < LOST:
            self.lost += 1
            return web.Response(status=502)
        receipts = msgspec.json.decode(answer.body, type=Receipts).receipts  # type: ignore[arg-type]
        back = [receipt for _, receipt in sorted(zip(order, receipts, strict=True))]
        return web.Response(body=msgspec.json.encode(Receipts(back)))

    async def _repeat(self, count: int) -> None:
        """Bring old messages again, out of order; nobody waits for what is said to them."""
        again = [each for each in self._seen if self._random.random() < DUPLICATES * count / max(1, len(self._seen))]
        if again:
            self._random.shuffle(again)
            self.duplicates += len(again)
            await self._forward("POST", MESSAGES, msgspec.json.encode(Call(again[:100])))

    async def _forward(self, method: str, path: str, body: bytes) -> web.Response:
        async with self._client.request(method, self._address + path, data=body or None) as answer:
            return web.Response(status=answer.status, body=await answer.read())
