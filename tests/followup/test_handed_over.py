"""Care that another county has taken ends here, and nobody else's does."""

from uuid import UUID

from chassis.identifiers import new_id
from contracts.migrants import ServicesReleased
from tests.followup.care import BORN, Care, after, on


def released(person_id: UUID, plan_id: str) -> ServicesReleased:
    return ServicesReleased(
        handover_id=new_id(),
        person_ids=[person_id],
        care_plans=[UUID(plan_id)],
        referrals=[],
        entitlements=[],
        released_on=after(20),
    )


async def test_a_plan_that_was_taken_elsewhere_ends_with_its_visits(care: Care) -> None:
    with on(BORN):
        await care.be_born()
        await care.agree(care.child)
    with on(after(20)):
        plan = await care.plan_of(care.child)
        await care.tell(released(care.mother, plan["id"]))
        assert (await care.plan_of(care.child))["state"] == "active"
        for _ in range(2):
            await care.tell(released(care.child, plan["id"]))
        ended = await care.plan_of(care.child)
        assert ended["state"] == "ended"
        assert not {visit["state"] for visit in ended["visits"]} & {"scheduled", "due", "overdue"}
        assert (await care.plan_of(care.mother))["state"] == "offered"
