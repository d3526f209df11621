"""Stock: first expired, first out; never negative, whoever comes at once; and no place for a name."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chassis.identifiers import new_id
from contracts.registry import DivisionReplaced
from services.followup.supplies.rules import Shelf, available, take
from services.followup.supplies.schemas import HandOut
from tests.conftest import Database
from tests.followup.care import Care, after, on
from tests.followup.services import a_site, hand_out, receive, township
from tests.support.people import OTHER_VILLAGE, VILLAGE

DAY = date(2026, 11, 1)
SHELVES = st.lists(
    st.builds(
        Shelf,
        st.integers(1, 50).map(lambda n: UUID(int=n)),
        st.integers(-20, 400).map(lambda days: DAY + timedelta(days=days)),
        st.integers(0, 30),
    ),
    max_size=8,
    unique_by=lambda shelf: shelf.lot_id,
)


@given(shelves=SHELVES, quantity=st.integers(-2, 100))
def test_what_is_taken_is_there_is_good_and_expires_first(shelves: list[Shelf], quantity: int) -> None:
    taken = take(shelves, quantity, DAY)
    if taken is None:
        assert quantity <= 0 or available(shelves, DAY) < quantity
        return
    by_lot = {shelf.lot_id: shelf for shelf in shelves}
    assert sum(part.quantity for part in taken) == quantity
    assert all(0 < part.quantity <= by_lot[part.lot_id].on_hand for part in taken)
    expiries = [by_lot[part.lot_id].expires_on for part in taken]
    assert expiries == sorted(expiries)
    assert all(day >= DAY for day in expiries)
    left = {shelf.lot_id: shelf.on_hand for shelf in shelves}
    for part in taken:
        left[part.lot_id] -= part.quantity
    # Nothing good that expires before the last lot taken from is left behind.
    assert all(left[s.lot_id] == 0 for s in shelves if DAY <= s.expires_on < expiries[-1])


class Shop(RuleBasedStateMachine):
    """Any order of deliveries, days and hand-outs: units are neither made nor lost."""

    def __init__(self) -> None:
        super().__init__()
        self.lots: dict[UUID, Shelf] = {}
        self.day, self.received, self.handed_out = DAY, 0, 0

    @rule(days=st.integers(0, 100), quantity=st.integers(1, 40))
    def receive(self, days: int, quantity: int) -> None:
        lot = UUID(int=len(self.lots) + 1)
        self.lots[lot] = Shelf(lot, self.day + timedelta(days=days), quantity)
        self.received += quantity

    @rule(days=st.integers(1, 30))
    def let_time_pass(self, days: int) -> None:
        self.day += timedelta(days=days)

    @precondition(lambda self: self.lots)
    @rule(quantity=st.integers(1, 60))
    def hand_out(self, quantity: int) -> None:
        taken = take(list(self.lots.values()), quantity, self.day)
        assert (taken is not None) == (available(list(self.lots.values()), self.day) >= quantity)
        for lot_id, part in taken or []:
            shelf = self.lots[lot_id]
            assert shelf.expires_on >= self.day
            self.lots[lot_id] = shelf._replace(on_hand=shelf.on_hand - part)
            self.handed_out += part

    @invariant()
    def nothing_is_made_or_lost(self) -> None:
        assert all(shelf.on_hand >= 0 for shelf in self.lots.values())
        assert sum(shelf.on_hand for shelf in self.lots.values()) == self.received - self.handed_out


TestShop = Shop.TestCase


async def test_hand_outs_take_the_lots_that_expire_first_and_leave_what_has_expired(care: Care) -> None:
    with on(after(0)):
        site = await a_site(care)
        for lot, days, quantity in [("C", 300, 50), ("A", 3, 10), ("B", 40, 10)]:
            assert (await receive(care, site, lot, after(days), quantity)).status_code == 201
        first = (await hand_out(care, site, 15)).json()
        assert [(part["lot_number"], part["quantity"]) for part in first["lots"]] == [("A", 10), ("B", 5)]
        assert first["left"] == 55
    with on(after(41)):
        refused = await hand_out(care, site, 51)
        assert (refused.status_code, refused.json()["available"]) == (409, 50)
        assert [p["lot_number"] for p in (await hand_out(care, site, 50)).json()["lots"]] == ["C"]
        stock = (await care.worker().get(f"/sites/{site}/stock")).json()["items"]
        assert [(lot["lot_number"], lot["on_hand"], lot["usable"]) for lot in stock] == [("B", 5, False)]
        gone = await care.worker().post(f"/lots/{stock[0]['id']}/adjustments", json={"kind": "expired", "quantity": 5})
        assert gone.json()["on_hand"] == 0


async def test_forty_hand_outs_at_once_never_give_what_is_not_there(care: Care) -> None:
    with on(after(0)):
        site = await a_site(care)
        for lot in range(3):
            await receive(care, site, f"L{lot}", after(100 + lot), 20)
        answers = await asyncio.gather(*(hand_out(care, site, 2) for _ in range(40)))
    assert sorted(answer.status_code for answer in answers) == [200] * 30 + [409] * 10
    rows = await care.database.pool.fetch(
        "SELECT l.on_hand, sum(m.quantity) AS moved FROM supply_lots l JOIN supply_movements m ON m.lot_id = l.id"
        " GROUP BY l.id"
    )
    assert [(row["on_hand"], row["moved"]) for row in rows] == [(0, 0)] * 3


async def test_two_first_deliveries_of_one_lot_at_once_make_one_lot(care: Care) -> None:
    with on(after(0)):
        site = await a_site(care)
        answers = await asyncio.gather(*(receive(care, site, "A", after(90), 5) for _ in range(4)))
        assert {answer.status_code for answer in answers} == {201}
        (lot,) = (await care.worker().get(f"/sites/{site}/stock")).json()["items"]
        assert lot["on_hand"] == 20
        other = await receive(care, site, "A", after(91), 5)
    assert (other.status_code, other.json()["expires_on"]) == (409, str(after(90)))


async def test_the_database_itself_refuses_negative_stock_and_rewritten_movements(care: Care) -> None:
    with on(after(0)):
        await receive(care, await a_site(care), "A", after(90), 5)
    with pytest.raises(asyncpg.CheckViolationError):
        await care.database.pool.execute("UPDATE supply_lots SET on_hand = -1")
    for statement in ("UPDATE supply_movements SET quantity = 9", "DELETE FROM supply_movements"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await care.database.pool.execute(statement)


async def test_there_is_no_place_for_a_name(care: Care, county: Database) -> None:
    with on(after(0)):
        site = await a_site(care)
        await receive(care, site, "A", after(90), 5)
        named = {"item": "condom", "quantity": 1, "person_id": str(care.mother)}
        assert (await care.worker().post(f"/sites/{site}/hand-outs", json=named)).status_code == 422
    assert set(HandOut.model_fields) == {"item", "quantity"}
    columns = await care.database.pool.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name LIKE 'supply_%'"
    )
    assert not [c["column_name"] for c in columns if "person" in c["column_name"] or c["column_name"] == "name"]


async def test_bad_deliveries_and_strangers_are_refused(care: Care) -> None:
    with on(after(0)):
        site = await a_site(care)
        assert (await receive(care, site, "A", after(-1), 5)).status_code == 422
        assert (await receive(care, site, "A", after(9), 5, item="unknown")).status_code == 422
        assert (await receive(care, site, "A", after(9), 0)).status_code == 422
        assert (await hand_out(care, site, 201)).status_code == 422
        assert (await receive(care, site, "A", after(9), 5)).status_code == 201
        stranger = care.worker("341599002201")
        assert (await stranger.get(f"/sites/{site}/stock")).status_code == 404
        (lot,) = (await care.worker().get(f"/sites/{site}/stock")).json()["items"]
        lost = {"kind": "lost", "quantity": 6}
        assert (await stranger.post(f"/lots/{lot['id']}/adjustments", json=lost)).status_code == 404
        assert (await care.worker().post(f"/lots/{lot['id']}/adjustments", json=lost)).status_code == 409
        early = await care.worker().post(f"/lots/{lot['id']}/adjustments", json={"kind": "expired", "quantity": 1})
        assert early.status_code == 422
        moves = (await township(care).get(f"/sites/{site}/supply-movements")).json()["items"]
    assert [(move["kind"], move["quantity"]) for move in moves] == [("received", 5)]


async def test_a_closed_site_takes_nothing_in_and_can_still_be_emptied(care: Care) -> None:
    with on(after(0)):
        site = await a_site(care)
        await receive(care, site, "A", after(90), 5)
        closed = await township(care).post(f"/sites/{site}/close")
        assert closed.json()["closed_on"] == str(after(0))
        assert (await receive(care, site, "B", after(90), 5)).status_code == 409
        assert (await hand_out(care, site, 5)).status_code == 200
        assert site not in {s["id"] for s in (await township(care).get("/sites")).json()["items"]}


async def test_a_site_goes_on_under_its_divisions_new_code(care: Care) -> None:
    with on(after(0)):
        site = await a_site(care)
        await receive(care, site, "A", after(90), 5)
        new: dict[str, Any] = {
            "kind": "recode",
            "effective_on": after(0),
            "successors": [OTHER_VILLAGE],
            "heir": OTHER_VILLAGE,
        }
        for _ in range(2):
            await care.tell(DivisionReplaced(code=VILLAGE, change_id=new_id(), **new))
        assert (await care.worker().get(f"/sites/{site}/stock")).status_code == 404
        assert len((await care.worker(OTHER_VILLAGE).get(f"/sites/{site}/stock")).json()["items"]) == 1
