"""What county officers and auditors see of the exchange, what they can do, and what is left when bodies are erased."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from chassis import clock
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from services.migrants.exchange import sd_jwt
from services.migrants.exchange.envelope import MESSAGE
from services.migrants.exchange.erase_bodies import ERASE_OLD_BODIES
from services.migrants.exchange.send_message import OUTGOING_BODY, Body
from services.migrants.exchange.settle_late import GIVE_UP
from services.migrants.exchange.sign_receipt import read_receipt
from tests.migrants.exchange.conftest import GREETED, say
from tests.migrants.exchange.envelopes import bring, greeting, seen_from
from tests.support.counties import HERE, THERE, Wire, carry, county_of, deliver
from tests.support.running import Running

Counties = tuple[Running, Running]


async def read(county: Running, path: str, /, **query: Any) -> Any:
    async with county.as_staff("auditor") as auditor:
        answer = await auditor.get(f"/exchange/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_queues_reasons_and_evidence(counties: Counties) -> None:
    here, there = counties
    wire, thread = Wire(here, there), new_id()
    polite, rude = await say(here, "hello", thread), await say(here, "rude", thread)
    await carry(here, there, wire)
    wire.away.add(THERE)
    waiting = await say(here, "later", thread)
    await deliver(here, wire)
    (peer,) = (await read(here, "peers"))["items"]
    assert (peer["county"], peer["waiting"], peer["rejected"], peer["code"]) == (THERE, 1, 1, "not-reached")
    assert "greeting.v1" in peer["messages"] and peer["failures"] == 1
    page = await read(here, "outgoing", limit=2, thread=str(thread))
    rest = await read(here, "outgoing", limit=2, cursor=page["next"])
    states = [(each["id"], each["status"], each["en"]) for each in page["items"] + rest["items"]]
    assert states == [
        (str(waiting), "waiting", None),
        (str(rude), "rejected", "Not polite"),
        (str(polite), "applied", None),
    ]
    assert [each["id"] for each in (await read(there, "arrived", county=HERE, limit=1))["items"]] == [str(rude)]
    assert [each["id"] for each in (await read(there, "arrived", status="applied"))["items"]] == [str(polite)]
    (await bring(there, greeting(here, there, aud="429999")))
    (refusal,) = (await read(there, "refusals"))["items"]
    assert (refusal["sender"], refusal["code"], refusal["count"]) == (HERE, "wrong-addressee", 1)
    for role in ("township-officer", "finance-officer"):
        async with here.as_staff(role) as other:
            assert (await other.get("/exchange/outgoing")).status_code == 403
    async with here.as_staff("auditor") as auditor:
        assert (await auditor.post(f"/exchange/outgoing/{waiting}/resend")).status_code == 403
        assert (await auditor.get(f"/exchange/outgoing/{new_id()}")).status_code == 404


async def test_given_up_and_sent_again(counties: Counties) -> None:
    here, there = counties
    wire, thread, began = Wire(here, there), new_id(), clock.now()
    wire.away.add(THERE)
    message = await say(here, "hello", thread)
    await deliver(here, wire)
    with clock.moved_to(began + timedelta(days=15)):
        await run_once(here.app.state.database, GIVE_UP)
        (item,) = (await read(here, "outgoing", status="failed"))["items"]
        assert (item["code"], item["en"]) == (
            "given-up",
            "Could not be handed over for many days: given up (not-reached)",
        )
        wire.away.clear()
        async with here.as_staff("county-officer") as officer:
            assert (await officer.post(f"/exchange/outgoing/{message}/resend")).json()["status"] == "waiting"
            # Sent again it has all its days again.
            await run_once(here.app.state.database, GIVE_UP)
            await carry(here, there, wire)
            refused = await officer.post(f"/exchange/outgoing/{message}/resend")
            assert (refused.status_code, refused.json()["state"]) == (409, "applied")
            assert (await officer.post(f"/exchange/outgoing/{new_id()}/resend")).status_code == 404
    assert len(GREETED) == 1
    audited = await here.app.state.database.pool.fetch("SELECT action FROM audit_log")
    assert [row["action"] for row in audited] == ["resend-message"]


async def test_the_proof_verifies_after_the_body_is_erased(counties: Counties) -> None:
    here, there = counties
    message = await say(here, "remember me", new_id())
    await carry(here, there)
    pool, sealer = here.app.state.database.pool, here.app.state.sealer
    kept = sealer.open(await pool.fetchval("SELECT body FROM exchange_outgoing"), OUTGOING_BODY)
    assert "remember me" in kept
    with clock.moved_to(clock.now() + timedelta(days=181)):
        for county in counties:
            await run_once(county.app.state.database, ERASE_OLD_BODIES)
            remaining = "SELECT count(*) FROM {} WHERE body IS NOT NULL"
            for table in ("exchange_outgoing", "exchange_arrived"):
                assert await county.app.state.database.pool.fetchval(remaining.format(table)) == 0
        evidence = await read(here, f"outgoing/{message}")
        async with here.as_staff("county-officer") as officer:
            assert (await officer.post(f"/exchange/outgoing/{message}/resend")).status_code == 409
    assert evidence["erased"]
    # With public keys alone: what A stated, and what B said of it.
    found = seen_from(there, HERE).signing_key(sd_jwt.unverified(evidence["proof"], MESSAGE)[0])
    assert found is not None
    claims = sd_jwt.verify(evidence["proof"], MESSAGE, found[1])
    assert (claims["iss"], claims["aud"], claims["jti"]) == (HERE, THERE, str(message))
    said = read_receipt(evidence["receipt"], seen_from(here, THERE))
    assert (said.status, said.message) == ("applied", message)
    # The addressee holds the very same statement.
    assert await there.app.state.database.pool.fetchval("SELECT proof FROM exchange_arrived") == evidence["proof"]
    await _a_holder_of_the_body_still_shows_its_fields(claims, kept)
    assert len(await here.app.state.database.pool.fetch("SELECT 1 FROM audit_log")) == 1
    assert county_of(here) == HERE


async def _a_holder_of_the_body_still_shows_its_fields(claims: dict[str, Any], kept: str) -> None:
    body = msgspec.json.decode(kept, type=Body)
    disclosures = sd_jwt.disclosures_of(body.fields, body.secret)
    assert sd_jwt.disclosed(claims, disclosures) == {"words": "remember me", "number": 0}
    assert sd_jwt.disclosed(claims, disclosures[1:], whole=False) == {"words": "remember me"}
    guessed = sd_jwt.disclosures_of(body.fields, b"another secret")
    with pytest.raises(sd_jwt.StatementBroken):
        sd_jwt.disclosed(claims, guessed)


async def test_counts_of_refusals_are_forgotten(counties: Counties) -> None:
    here, there = counties
    await bring(there, greeting(here, there, aud="429999"))
    with clock.moved_to(clock.now() + timedelta(days=731)):
        await run_once(there.app.state.database, ERASE_OLD_BODIES)
    async with there.app.state.database.transaction() as session:
        assert (await session.execute(text("SELECT count(*) FROM exchange_refusals"))).scalar() == 0
