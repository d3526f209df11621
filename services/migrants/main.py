"""Migrant tracking: wiring only."""

from chassis.app import Service, create_app
from services.migrants.exchange.installation import open_exchange
from services.migrants.movements.routes import router as movements
from services.migrants.subscriptions import SUBSCRIPTIONS

SERVICE = Service(
    name="migrants",
    title="惠家 · 流动人口服务 Migrants",
    routers=[movements],
    subscriptions=SUBSCRIPTIONS,
    on_start=[open_exchange],
)

app = create_app(SERVICE)
