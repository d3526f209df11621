"""Benefit disbursement: wiring only."""

from chassis.app import Service, create_app
from services.incentives.beneficiaries.routes import router as beneficiaries
from services.incentives.money_routes import MONEY_ROUTERS
from services.incentives.owed import ROUTERS, SWEEPS
from services.incentives.subscriptions import SUBSCRIPTIONS

SERVICE = Service(
    name="incentives",
    title="惠家 · 奖扶发放 Incentives",
    routers=[beneficiaries, *ROUTERS, *MONEY_ROUTERS],
    subscriptions=SUBSCRIPTIONS,
    sweeps=[*SWEEPS],
)

app = create_app(SERVICE)
