"""Assessment: wiring only."""

from chassis.app import Service, create_app
from services.assessment.figures.prove_counts import COUNT_NEW_MEASURES, PROVE_COUNTS
from services.assessment.figures.routes import router as figures
from services.assessment.subscriptions import SUBSCRIPTIONS

SERVICE = Service(
    name="assessment",
    title="惠家 · 考核评估 Assessment",
    routers=[figures],
    subscriptions=SUBSCRIPTIONS,
    sweeps=[COUNT_NEW_MEASURES, PROVE_COUNTS],
)

app = create_app(SERVICE)
