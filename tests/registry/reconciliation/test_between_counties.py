"""What two counties could not settle comes before the meeting, stands in its minutes, and leaves once it is settled."""

from datetime import date
from typing import Any

from chassis.identifiers import new_id
from contracts.migrants import ConfirmationClosed, ConfirmationUnresolved
from services.registry.subscriptions import SUBSCRIPTIONS
from tests.registry.conftest import VILLAGE, Registry
from tests.registry.reconciliation.conftest import Meeting
from tests.support.delivering import deliver


async def told(registry: Registry, *events: Any) -> None:
    await deliver(registry.running.app.state.database, SUBSCRIPTIONS, *events)


async def drawn_up(meeting: Meeting) -> Any:
    return await meeting.registry.call("POST", f"/reconciliation/sessions/{meeting.id}/minutes")


async def test_agenda_and_minutes_show_it_until_it_is_settled(meeting: Meeting) -> None:
    registry, matter, other = meeting.registry, new_id(), new_id()
    known: dict[str, Any] = {"division": VILLAGE, "asked_on": date(2026, 8, 1)}
    unresolved = ConfirmationUnresolved(**known, confirmation_id=matter, peer="329999", kind="both-claim")
    unanswered = ConfirmationUnresolved(**known, confirmation_id=other, peer="110101", kind="unanswered")
    await told(registry, unresolved, unresolved, unanswered)
    items = (await registry.call("GET", "/reconciliation/between-counties"))["items"]
    assert {item["confirmation_id"]: item["kind"] for item in items} == {
        str(matter): "both-claim",
        str(other): "unanswered",
    }
    shown = await meeting.show()
    assert shown["between_counties"] == 2
    health = await registry.call("GET", f"/reconciliation/sessions/{meeting.id}", by=await meeting.department("health"))
    assert "between_counties" not in health, "no department's affair"
    await meeting.match()
    await meeting.step("meeting")
    first = await drawn_up(meeting)
    lines = {line["reference"]: line for line in first["facts"]["between_counties"]}
    assert (lines[str(matter)]["matter"], lines[str(matter)]["peer"]) == ("两县均称在本县居住", "329999")
    assert {line["outcome"] for line in lines.values()} == {"继续核实"}

    closing = known | {"side": "asks", "closed_on": date(2026, 11, 2)}
    await told(registry, ConfirmationClosed(**closing, confirmation_id=matter, how="agreed"))
    await told(registry, ConfirmationClosed(**closing, confirmation_id=other, how="explained"))
    second = await drawn_up(meeting)
    assert (first["version"], second["version"]) == (1, 2)
    assert [line["outcome"] for line in second["facts"]["between_counties"]] == ["两县核实一致", "两县说明一致"]
    assert (await meeting.show())["between_counties"] == 0
    assert (await registry.call("GET", "/reconciliation/between-counties"))["items"] == []
    settled = (await registry.call("GET", "/reconciliation/between-counties", params={"settled": True}))["items"]
    assert [(item["settled_on"], item["settled_how"]) for item in settled] == [
        ("2026-11-02", "agreed"),
        ("2026-11-02", "explained"),
    ]
