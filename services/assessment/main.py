"""Assessment: wiring only."""

from chassis.app import Service, create_app
from services.assessment.appeals.routes import router as appeals
from services.assessment.complaints.receipt_routes import router as receipts
from services.assessment.complaints.routes import router as complaints
from services.assessment.figures.prove_counts import COUNT_NEW_MEASURES, PROVE_COUNTS
from services.assessment.figures.routes import router as figures
from services.assessment.outreach.routes import router as outreach
from services.assessment.reports.routes import router as reports
from services.assessment.retention.apply_retention import APPLY_RETENTION
from services.assessment.retention.routes import router as retention
from services.assessment.scorecards.routes import router as scores
from services.assessment.settlements.routes import router as settlements
from services.assessment.subscriptions import SUBSCRIPTIONS
from services.assessment.surveys.count_survey import COUNT_SURVEYS
from services.assessment.surveys.invitation_routes import router as invitations
from services.assessment.surveys.routes import router as surveys

SERVICE = Service(
    name="assessment",
    title="惠家 · 考核评估 Assessment",
    routers=[
        figures,
        scores,
        settlements,
        appeals,
        complaints,
        receipts,
        surveys,
        invitations,
        outreach,
        reports,
        retention,
    ],
    subscriptions=SUBSCRIPTIONS,
    sweeps=[COUNT_NEW_MEASURES, PROVE_COUNTS, COUNT_SURVEYS, APPLY_RETENTION],
)

app = create_app(SERVICE)
