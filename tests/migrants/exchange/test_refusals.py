"""Whatever comes that should not: refused with a signed receipt that says why, and nothing of it has an effect."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from chassis import clock
from chassis.identifiers import new_id
from services.migrants.exchange.envelope import Envelope
from services.migrants.exchange.own_keys import rotate
from services.migrants.exchange.reach_peer import Receipts
from services.migrants.exchange.sd_jwt import b64, unb64
from tests.migrants.exchange.conftest import GREETED
from tests.migrants.exchange.envelopes import bring, greeting
from tests.support.counties import HERE, PEER, THERE, county_of, entry, write_directory
from tests.support.running import Running

Counties = tuple[Running, Running]


async def kept(county: Running) -> int:
    return int(await county.app.state.database.pool.fetchval("SELECT count(*) FROM exchange_arrived"))


async def refused(to: Running, envelope: Envelope, code: str, *, again: bool = False) -> None:
    (receipt,) = await bring(to, envelope)
    assert (receipt.status, receipt.code, receipt.again) == ("rejected", code, again)
    assert receipt.envelope == envelope.digest
    assert receipt.zh and receipt.en
    assert await kept(to) == 0
    assert not GREETED


def altered(envelope: Envelope, part: str) -> Envelope:
    """The same with one byte of a part changed, as far from its edges as can be."""
    text = getattr(envelope, part)
    head, _, tail = text.rpartition(".")
    raw = bytearray(unb64(tail))
    raw[len(raw) // 2] ^= 1
    return msgspec.structs.replace(envelope, **{part: f"{head}.{b64(bytes(raw))}" if head else b64(bytes(raw))})


async def test_forgeries(counties: Counties) -> None:
    here, there = counties
    right = greeting(here, there)
    await refused(there, altered(right, "proof"), "forged")
    await refused(there, altered(right, "enclosed"), "cannot-open", again=True)
    other = greeting(here, there, {"words": "hello", "number": 2})
    # The disclosures of one message beside the proof of another.
    await refused(there, Envelope(right.proof, other.key, other.enclosed), "cannot-open", again=True)
    # Somebody who writes a county's name, and signs with a key of his own.
    rotate(here.keys, clock.now() - timedelta(minutes=1), clock.now())
    await refused(there, greeting(here, there), "unknown-key", again=True)


async def test_a_tampered_field(counties: Counties, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = counties
    from services.migrants.exchange import sd_jwt

    with monkeypatch.context() as cheat:
        # Signed digests of one set of fields, enclosed disclosures of another: only the sender itself could do it.
        cheat.setattr(sd_jwt, "digests_of", lambda each: ["A" * 43 for _ in each])
        tampered = greeting(here, there)
    await refused(there, tampered, "tampered")


async def test_a_message_for_somebody_else(counties: Counties) -> None:
    here, there = counties
    await refused(there, greeting(here, there, aud="429999"), "wrong-addressee")


async def test_an_unknown_peer(counties: Counties, tmp_path: Path) -> None:
    here, there = counties
    write_directory(tmp_path / THERE, {"here": THERE, "counties": []})
    await refused(there, greeting(here, there), "unknown-peer", again=True)


async def test_an_expired_key_and_one_that_is_not_valid_yet(counties: Counties, tmp_path: Path) -> None:
    here, there = counties
    for ended in ({"until": "2020-02-01T00:00:00Z"}, {"from": "2999-01-01T00:00:00Z"}):
        told = entry(tmp_path, HERE)
        told["signs_with"][0] |= ended
        write_directory(tmp_path / THERE, {"here": THERE, "counties": [told]})
        await refused(there, greeting(here, there), "expired-key", again=True)


async def test_clock_skew_is_borne_a_little_and_no_more(counties: Counties) -> None:
    here, there = counties
    for minutes, code in ((6, "clock-ahead"), (-16, "expired"), (10_000_000, "clock-ahead"), (-10_000, "expired")):
        signed = int((clock.now() + timedelta(minutes=minutes)).timestamp())
        # However long the sender says that its signature holds.
        await refused(there, greeting(here, there, iat=signed, exp=signed + 10**9), code, again=True)
    for minutes in (4, -14):
        (receipt,) = await bring(there, greeting(here, there, now=clock.now() + timedelta(minutes=minutes)))
        assert receipt.status == "applied"


async def test_a_replay_has_no_effect(counties: Counties) -> None:
    here, there = counties
    message, thread = new_id(), new_id()
    first = greeting(here, there, jti=message, thread=thread)
    receipts = [*await bring(there, first, first), *await bring(there, first)]
    assert [(r.status, r.message, r.code) for r in receipts] == [("applied", message, None)] * 3
    assert len(GREETED) == 1
    # Signed again, as after an answer that was lost: the same message still.
    assert (await bring(there, greeting(here, there, jti=message, thread=thread)))[0].status == "applied"
    (other,) = await bring(there, greeting(here, there, {"words": "other"}, jti=message, thread=thread))
    assert (other.status, other.code) == ("rejected", "id-reused")
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        (late,) = await bring(there, first)
        assert late.code == "expired"
    assert len(GREETED) == 1


async def test_order_within_a_thread(counties: Counties) -> None:
    here, there = counties
    thread, first, second = new_id(), new_id(), new_id()
    later = greeting(here, there, {"words": "second"}, jti=second, thread=thread, after=first)
    await refused(there, later, "out-of-order", again=True)
    earlier = greeting(here, there, {"words": "first"}, jti=first, thread=thread)
    assert [(await bring(there, each))[0].status for each in (earlier, later)] == ["applied", "applied"]
    assert [words for _, _, words in GREETED] == ["first", "second"]


async def test_content_that_nobody_agreed_on(counties: Counties) -> None:
    here, there = counties
    await refused(there, greeting(here, there, type="greeting.v9"), "unknown-type", again=True)
    (receipt,) = await bring(there, greeting(here, there, {"number": "many"}))
    assert (receipt.status, receipt.code) == ("rejected", "bad-content")
    assert not GREETED


_UNREADABLE = [
    (b"", "malformed"),
    (b"\xff\xfe", "malformed"),
    (b'{"messages": [{}]}', "malformed"),
    (b'{"messages": [' + b",".join([b'{"proof":"","key":"","enclosed":""}'] * 101) + b"]}", "too-many"),
]


async def test_a_message_of_50_megabytes(counties: Counties) -> None:
    await unreadable(counties, b'{"messages": [{"proof": "' + b"x" * 50_000_000, "too-large")


async def test_calls_that_cannot_be_read(counties: Counties) -> None:
    for body, code in _UNREADABLE:
        await unreadable(counties, body, code)


async def unreadable(counties: Counties, body: bytes, code: str) -> None:
    _, there = counties
    async with there.as_caller(PEER) as client:
        answer = await client.post("/exchange/messages", content=body)
    (receipt,) = receipts_in(answer)
    assert (receipt["status"], receipt["code"], receipt["iss"]) == ("rejected", code, county_of(there))
    assert receipt["zh"] and receipt["en"]
    assert await kept(there) == 0


def receipts_in(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200
    receipts = msgspec.json.decode(answer.content, type=Receipts).receipts
    return [msgspec.json.decode(unb64(receipt.split(".")[1])) for receipt in receipts]


async def test_messages_that_cannot_be_read(counties: Counties) -> None:
    here, there = counties
    proofs = ["", "a.b.c", "....", "e30.e30.e30", "é", "x" * 2_000_000]
    # With a good one among them, which is taken all the same.
    *bad, good = await bring(there, *(Envelope(proof, "", "") for proof in proofs), greeting(here, there))
    assert [(each.code, each.aud) for each in bad] == [*[("malformed", "")] * 5, ("too-large", "")]
    assert good.status == "applied"
    counts = await there.app.state.database.pool.fetch("SELECT sender, code, count FROM exchange_refusals ORDER BY 2")
    assert [tuple(row.values()) for row in counts] == [("", "malformed", 5), ("", "too-large", 1)]


async def test_only_the_calls_of_counties_are_answered(counties: Counties) -> None:
    _, there = counties
    for client in (there.as_staff("county-admin"), there.as_department("health", "x", person=["name"])):
        assert (await client.post("/exchange/messages", content=b"{}")).status_code == 403
    assert (await there.as_nobody().get("/exchange/description")).status_code == 401
