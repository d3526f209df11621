"""Assessment scoring: wiring only."""

from chassis.app import Service, create_app
from services.assessment.subscriptions import SUBSCRIPTIONS
from services.assessment.visits.routes import router as visits

SERVICE = Service(name="assessment", title="惠家 · 考核评估 Assessment", routers=[visits], subscriptions=SUBSCRIPTIONS)

app = create_app(SERVICE)
