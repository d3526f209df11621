"""What two counties could not settle comes before the meeting, and leaves it once it is settled."""

from datetime import date
from typing import Any

from chassis.identifiers import new_id
from contracts.migrants import ConfirmationClosed, ConfirmationUnresolved
from services.registry.subscriptions import SUBSCRIPTIONS
from tests.registry.conftest import VILLAGE, Registry
from tests.support.delivering import deliver


async def test_the_meeting_sees_it_until_it_is_settled(registry: Registry) -> None:
    matter, day = new_id(), date(2026, 9, 1)
    known: dict[str, Any] = {"confirmation_id": matter, "division": VILLAGE, "asked_on": day}
    told = ConfirmationUnresolved(**known, peer="329999", kind="both-claim")
    database = registry.running.app.state.database
    await deliver(database, SUBSCRIPTIONS, told, told)
    (item,) = (await registry.call("GET", "/reconciliation/between-counties"))["items"]
    assert (item["confirmation_id"], item["kind"], item["settled_on"]) == (str(matter), "both-claim", None)
    await deliver(
        database, SUBSCRIPTIONS, ConfirmationClosed(**known, side="asks", how="agreed", closed_on=date(2026, 11, 3))
    )
    assert (await registry.call("GET", "/reconciliation/between-counties"))["items"] == []
    (item,) = (await registry.call("GET", "/reconciliation/between-counties", params={"settled": True}))["items"]
    assert item["settled_on"] == "2026-11-03"
