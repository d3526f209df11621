"""Messages reach their county through outages, lost answers, changed keys and other versions: once, and in order."""

import base64
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from chassis.data_files import BadDataFile
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from services.migrants.exchange.check_envelope import instant_of
from services.migrants.exchange.directory import DirectoryFile
from services.migrants.exchange.message import Message
from services.migrants.exchange.own_keys import rotate
from services.migrants.exchange.reach_peer import PeerAway
from services.migrants.exchange.receipts import Receipt, receipts_of
from services.migrants.exchange.receiving import Incoming, receives
from services.migrants.exchange.send_message import send_message
from services.migrants.exchange.settle_late import APPLY_AGAIN, GIVE_UP
from services.migrants.exchange.terms import terms
from tests.migrants.exchange.conftest import FIXED, GREETED, say
from tests.support.counties import HERE, THERE, Wire, carry, deliver, entry, introduce, write_directory
from tests.support.running import Running

Counties = tuple[Running, Running]


class Parcel(Message, type="parcel.v1"):
    """The first version, which every county knows."""

    weight: int


class BiggerParcel(Message, type="parcel.v2"):
    """The second, which no county in these tests takes yet."""

    weight: int
    height: int

    def older(self) -> Parcel:
        return Parcel(weight=self.weight)


class Unheard(Message, type="unheard.v1"):
    """Nobody takes it."""


PARCELS: list[int] = []


@receives(Parcel)
async def receive_parcel(session: Any, incoming: Incoming[Parcel]) -> None:
    """Note it."""
    PARCELS.append(incoming.message.weight)


async def told(county: Running, thread: UUID) -> list[Receipt]:
    async with county.app.state.database.transaction() as session:
        return await receipts_of(session, thread)


async def test_days_of_outage_are_waited_out_in_order(counties: Counties) -> None:
    here, there = counties
    wire, thread, began = Wire(here, there), new_id(), clock.now()
    wire.away.add(THERE)
    for words in ("one", "two", "three"):
        await say(here, words, thread)
    tries = []
    for hour in range(0, 72, 4):
        with clock.moved_to(began + timedelta(hours=hour)):
            tries.append(await deliver(here, wire))
            # Not before its time is due again.
            assert await deliver(here, wire) == 0
    assert set(tries) == {0}
    assert [r.status for r in await told(here, thread)] == ["waiting"] * 3
    wire.away.clear()
    with clock.moved_to(began + timedelta(hours=73)):
        assert await carry(here, there, wire) == 3
    assert [words for _, _, words in GREETED] == ["one", "two", "three"]
    assert [r.status for r in await told(here, thread)] == ["applied"] * 3


async def test_a_county_that_calls_is_called_back_at_once(counties: Counties) -> None:
    here, there = counties
    wire = Wire(here, there)
    wire.away.add(THERE)
    await say(here, "waiting", new_id())
    await deliver(here, wire)
    wire.away.clear()
    assert await deliver(here, wire) == 0
    await say(there, "back again", new_id(), to=HERE)
    assert await deliver(there, wire) == 1
    assert await deliver(here, wire) == 1


def test_tries_become_rarer_by_the_terms() -> None:
    agreed, now = terms(clock.today()), clock.now()
    waits = [(agreed.next_try(failures, now) - now).total_seconds() for failures in range(1, 20)]
    assert waits == sorted(waits)
    assert waits[-1] == agreed.tries_after[-1]


async def test_a_lost_answer_is_asked_for_again(counties: Counties) -> None:
    here, there = counties
    wire, thread = Wire(here, there), new_id()

    class Losing(Wire):
        async def bring(self, address: str, path: str, body: bytes | None) -> bytes:
            answer = await super().bring(address, path, body)
            if path.endswith("/messages"):
                raise PeerAway("no-answer")
            return answer

    sent = await say(here, "hello", thread)
    await deliver(here, Losing(here, there))
    assert len(GREETED) == 1
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        await carry(here, there, wire)
    (receipt,) = await told(here, thread)
    assert (receipt.status, receipt.message_id, len(GREETED)) == ("applied", sent, 1)


async def test_receipts_of_somebody_else_settle_nothing(counties: Counties) -> None:
    here, there = counties
    thread = new_id()

    class Lying(Wire):
        async def bring(self, address: str, path: str, body: bytes | None) -> bytes:
            if not path.endswith("/messages"):
                return await super().bring(address, path, body)
            # The sender's own gateway answers for the peer: signed, but not by it.
            return await super().bring(f"https://{HERE}", path, body)

    await say(here, "hello", thread)
    await deliver(here, Lying(here, there))
    (receipt,) = await told(here, thread)
    assert (receipt.status, receipt.code, receipt.settled_at) == ("sent", "bad-receipt", None)
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        await carry(here, there)
    assert [r.status for r in await told(here, thread)] == ["applied"]


async def test_a_receiver_that_fails_leaves_the_message_validated(counties: Counties) -> None:
    here, there = counties
    thread, now = new_id(), clock.now()
    await say(here, "broken", thread)
    await say(here, "after it", thread)
    await carry(here, there)
    first, second = await told(here, thread)
    assert (first.status, first.code, second.status) == ("validated", "not-applied-yet", "waiting")
    assert first.validated_at and not first.settled_at
    FIXED.append("broken")
    with clock.moved_to(now + timedelta(minutes=2)):
        await run_once(there.app.state.database, APPLY_AGAIN)
        await carry(here, there)
    assert [r.status for r in await told(here, thread)] == ["applied", "applied"]
    assert [words for _, _, words in GREETED] == ["broken", "after it"]


async def test_the_newest_common_version_is_spoken(counties: Counties) -> None:
    here, there = counties
    thread = new_id()
    PARCELS.clear()
    async with here.app.state.database.transaction() as session:
        await send_message(session, to=THERE, thread=thread, message=BiggerParcel(weight=3, height=9))
        await send_message(session, to=THERE, thread=thread, message=Unheard())
    await carry(here, there)
    first, second = await told(here, thread)
    assert (first.status, PARCELS) == ("applied", [3])
    assert (second.status, second.code) == ("waiting", "no-common-version")


async def test_keys_change_without_anybody_writing_to_anybody(counties: Counties) -> None:
    here, there = counties
    wire, now = Wire(here, there), clock.now()
    await say(here, "with the first key", new_id())
    await say(there, "with the first key", new_id(), to=HERE)
    await carry(here, there, wire)
    rotate(here.keys, now + timedelta(days=2), now + timedelta(days=3))
    # Descriptions are read again within the day, signed with the key that is known still.
    with clock.moved_to(now + timedelta(days=1)):
        await say(there, "read again", new_id(), to=HERE)
        await carry(here, there, wire)
    with clock.moved_to(now + timedelta(days=4)):
        await say(here, "with the second key", new_id())
        await say(there, "for the second key", new_id(), to=HERE)
        await carry(here, there, wire)
    assert len(GREETED) == 5
    keys = here.app.state.exchange.keys
    proofs = await there.app.state.database.pool.fetch("SELECT proof FROM exchange_arrived ORDER BY received_at")
    used = [base64.urlsafe_b64decode(row["proof"].split(".")[0] + "==") for row in proofs]
    assert [next(n for n, k in enumerate(keys.signs_with) if k.kid.encode() in header) for header in used] == [0, 1]


async def test_a_key_that_came_unannounced_is_asked_for(counties: Counties) -> None:
    here, there = counties
    wire, now = Wire(here, there), clock.now()
    rotate(here.keys, now + timedelta(minutes=1), now + timedelta(days=4))
    await say(here, "with the second key", new_id())
    with clock.moved_to(now + timedelta(minutes=5)):
        assert await deliver(here, wire) == 1
        assert not GREETED
        # The refusal makes the other county ask, and ask no oftener however many are forged.
        await deliver(there, wire)
    with clock.moved_to(now + timedelta(minutes=6)):
        assert await deliver(here, wire) == 1
    assert [words for _, _, words in GREETED] == ["with the second key"]


async def test_a_message_nobody_takes_for_weeks_is_given_up_with_its_reason(counties: Counties) -> None:
    here, there = counties
    thread = new_id()
    await say(here, "hello", thread, to="429999")
    await carry(here, there)
    (receipt,) = await told(here, thread)
    assert (receipt.status, receipt.code) == ("waiting", "unknown-county")
    with clock.moved_to(clock.now() + timedelta(days=terms(clock.today()).given_up_after_days, hours=1)):
        await run_once(here.app.state.database, GIVE_UP)
    (receipt,) = await told(here, thread)
    assert (receipt.status, receipt.code) == ("failed", "given-up")
    assert receipt.en and "directory" in receipt.en


async def test_on_the_way_nobody_learns_what_is_said(counties: Counties) -> None:
    here, there = counties
    wire = Wire(here, there)
    await say(here, "a secret", new_id())
    await carry(here, there, wire)
    (to, body), *_ = wire.calls
    assert to == THERE and body is not None
    hidden = base64.b64encode(b"a secret").rstrip(b"=")
    assert b"a secret" not in body and hidden not in body
    # The statement names the fields by their digests alone.
    claims = base64.urlsafe_b64decode(body.split(b'"proof":"')[1].split(b".")[1] + b"==")
    assert b"words" not in claims and b"_sd" in claims


@pytest.mark.parametrize(
    ("division", "county"),
    [("341599001201", HERE), ("329999001001", THERE), ("330100000000", THERE), ("999999999999", None)],
)
def test_the_directory_says_whose_a_division_is(tmp_path: Path, division: str, county: str | None) -> None:
    introduce(tmp_path, HERE, THERE)
    told = entry(tmp_path, THERE) | {"divisions": [THERE, "3301"]}
    write_directory(tmp_path / HERE, {"here": HERE, "counties": [told]})
    assert DirectoryFile(tmp_path / HERE).now().county_of(division) == county


def test_a_directory_allows_no_address_that_others_can_listen_to(tmp_path: Path) -> None:
    introduce(tmp_path, HERE, THERE)
    for address, fits in (("http://127.0.0.1:8080", True), ("http://county.example", False), ("ftp://x", False)):
        told = entry(tmp_path, THERE) | {"address": address}
        write_directory(tmp_path / HERE, {"here": HERE, "counties": [told]})
        with nullcontext() if fits else pytest.raises(BadDataFile, match=r"counties\.yaml"):
            DirectoryFile(tmp_path / HERE).now()


def test_far_off_times_are_times() -> None:
    assert instant_of(10**18).tzinfo is UTC
    assert instant_of(0) == datetime(1970, 1, 1, tzinfo=UTC)
