"""Follow-up care: wiring only."""

from chassis.app import Service, create_app
from services.followup.care_services import BACKGROUND, ON_START, ROUTERS, SWEEPS
from services.followup.plans.offer_by_age import OFFER_BY_AGE
from services.followup.plans.routes import router as plans
from services.followup.protocol_changes.apply import APPLY_CHANGES
from services.followup.protocol_changes.routes import router as protocol_changes
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.routes import router as protocols
from services.followup.subscriptions import SUBSCRIPTIONS
from services.followup.sync.routes import router as sync
from services.followup.visits.mark_due import MARK_DUE
from services.followup.visits.mark_overdue import MARK_OVERDUE
from services.followup.visits.routes import router as visits
from services.followup.worklists.plan_days import PLAN_DAYS
from services.followup.worklists.routes import router as worklists

# A protocol with a fault stops the start-up here, with its file and line.
catalogue()

SERVICE = Service(
    name="followup",
    title="惠家 · 随访服务 Follow-up care",
    routers=[plans, visits, protocols, protocol_changes, worklists, sync, *ROUTERS],
    subscriptions=SUBSCRIPTIONS,
    sweeps=[MARK_DUE, MARK_OVERDUE, OFFER_BY_AGE, APPLY_CHANGES, PLAN_DAYS, *SWEEPS],
    on_start=ON_START,
    background=BACKGROUND,
)

app = create_app(SERVICE)
