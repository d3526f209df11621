"""Answers to what is closed: refused with a signed receipt that says why, and nothing half-applied on either side."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from chassis import clock
from chassis.identifiers import new_id
from chassis.keys import create_keys
from chassis.sweeps import run_once
from services.migrants.exchange.envelope import Envelope, Statement, enclose
from services.migrants.exchange.own_keys import OwnKeysFile
from services.migrants.handovers.messages import HandoverAccepted
from services.migrants.handovers.watch_deadlines import SWEEPS
from tests.migrants.conftest import Two
from tests.migrants.exchange.envelopes import bring, seen_from
from tests.support.counties import HERE, THERE, entry

TIME_OUT, *_ = SWEEPS
THIRD = "429999"
LEFT_THERE = "SELECT count(*) FROM handover_people WHERE told IS NOT NULL OR health IS NOT NULL OR open"


async def nothing_came_of_it(two: Two, handover: str, state: str) -> None:
    """Both counties say the same, the one that offered is responsible, and the other keeps nothing."""
    seen, there = await two.seen(handover), await two.seen_there(handover)
    assert (seen["state"], there["state"]) == (state, state)
    assert (seen["responsible"], there["responsible"]) == (HERE, HERE)
    assert await two.told("services-released") == []
    assert await two.there.app.state.database.pool.fetchval(LEFT_THERE) == 0


async def said_of_the_acceptance(two: Two, handover: str) -> dict[str, Any]:
    rows = await two.there.app.state.database.pool.fetch(
        "SELECT status, code, zh, en, receipt FROM exchange_outgoing WHERE type = $1", HandoverAccepted.type
    )
    (row,) = rows
    return dict(row)


async def test_an_acceptance_after_a_time_out(two: Two) -> None:
    offered = await two.offer()
    # It was given on the last day, and is on its way when the day is over.
    assert (await two.accept(offered["id"])).status_code == 200
    day_after = clock.now() + timedelta(days=40)
    with clock.moved_to(day_after):
        assert await run_once(two.here.app.state.database, TIME_OUT) == 1
        await two.carry()
        await nothing_came_of_it(two, offered["id"], "timed-out")
    said = await said_of_the_acceptance(two, offered["id"])
    assert (said["status"], said["code"]) == ("rejected", "handover-timed-out")
    assert said["zh"] and said["en"] and said["receipt"]


async def test_two_counties_accepting_a_withdrawn_offer(two: Two, tmp_path: Path) -> None:
    offered = await two.offer()
    assert (await two.accept(offered["id"])).status_code == 200
    assert (await two.giver.post(f"/handovers/{offered['id']}/withdrawal")).status_code == 200
    # A third county has heard of the id, and accepts as well: genuine, and none of its business.
    (receipt,) = await bring(two.here, third_county_accepts(two, tmp_path, offered["id"]))
    assert (receipt.status, receipt.code, receipt.aud) == ("rejected", "unknown-handover", THIRD)
    assert receipt.zh and receipt.en
    await two.carry()
    await nothing_came_of_it(two, offered["id"], "withdrawn")
    said = await said_of_the_acceptance(two, offered["id"])
    assert (said["status"], said["code"]) == ("rejected", "handover-withdrawn")


def third_county_accepts(two: Two, folder: Path, handover: str) -> Envelope:
    """In a directory of its own that is known here, with keys that are known here."""
    keys = folder / THIRD / "keys"
    create_keys(keys)
    known = yaml.safe_load((folder / HERE / "counties.yaml").read_text())
    known["counties"].append(entry(folder, THIRD))
    (folder / HERE / "counties.yaml").write_text(yaml.safe_dump(known))
    now = clock.now()
    issued = int(now.timestamp())
    statement = Statement(
        iss=THIRD,
        aud=HERE,
        iat=issued,
        exp=issued + 600,
        jti=new_id(),
        thread=handover,  # type: ignore[arg-type]  # as text on the wire
        after=None,
        type=HandoverAccepted.type,
        queued_at=now,
    )
    addressee = seen_from(two.there, HERE).opening_key(now)
    assert addressee is not None
    told = {"handover_id": handover, "accepted_on": clock.today().isoformat()}
    return enclose(statement, told, b"secret", OwnKeysFile(keys).now(), now, addressee)


async def test_both_counties_learn_of_it_once_where_the_third_repeats_itself(two: Two, tmp_path: Path) -> None:
    offered = await two.offer()
    accepted = third_county_accepts(two, tmp_path, offered["id"])
    receipts = [*await bring(two.here, accepted), *await bring(two.here, accepted)]
    assert [(each.status, each.code) for each in receipts] == [("rejected", "unknown-handover")] * 2
    assert await two.responsible(offered["id"]) == (HERE, HERE)
    assert (await two.accept(offered["id"])).status_code == 200
    await two.carry()
    assert await two.responsible(offered["id"]) == (THERE, THERE)
