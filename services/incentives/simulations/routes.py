"""HTTP for simulations."""

from fastapi import Response

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.problems import BadPayload, CharterRefusal, NotAllowed, documented
from services.incentives.scope import SealerDep
from services.incentives.simulations.errors import SchemeFaulty
from services.incentives.simulations.schemas import Simulated, SimulationAsked
from services.incentives.simulations.simulate import simulate

router = Router(tags=["simulations"])


@router.post("/simulations", responses=documented(CharterRefusal, SchemeFaulty, BadPayload, NotAllowed))
@access(staff=COUNTY)
async def post_simulation(
    asked: SimulationAsked, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> Simulated:
    """Count what a scheme would cost, and whom it would add and drop, before it takes effect. Nothing is changed."""
    counted = await simulate(session, sealer, caller, asked)
    tell_subjects(response, *(each.person_id for each in counted.first_changes))
    return counted
