"""Benefit disbursement: wiring only."""

from chassis.app import Service, create_app
from services.incentives.beneficiaries.routes import router as beneficiaries
from services.incentives.money_routes import MONEY_ROUTERS
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.routes import router as schemes
from services.incentives.subscriptions import SUBSCRIPTIONS

# A scheme with a fault stops the start-up here, with its file and line.
catalogue()

SERVICE = Service(
    name="incentives",
    title="惠家 · 奖扶发放 Incentives",
    routers=[beneficiaries, schemes, *MONEY_ROUTERS],
    subscriptions=SUBSCRIPTIONS,
)

app = create_app(SERVICE)
