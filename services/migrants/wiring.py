"""What migrant services are made of, for their process (``main``) and for tests."""

from chassis.app import Service
from services.migrants import moves
from services.migrants.exchange.erase_bodies import ERASE_OLD_BODIES
from services.migrants.exchange.installation import open_exchange
from services.migrants.exchange.keep_delivering import keep_delivering
from services.migrants.exchange.routes import router as exchange
from services.migrants.exchange.settle_late import APPLY_AGAIN, GIVE_UP
from services.migrants.exchange.staff_routes import router as exchange_staff
from services.migrants.subscriptions import SUBSCRIPTIONS

SERVICE = Service(
    name="migrants",
    title="惠家 · 流动人口服务 Migrants",
    routers=(*moves.ROUTERS, exchange, exchange_staff),
    subscriptions=SUBSCRIPTIONS,
    on_start=(open_exchange,),
    sweeps=(*moves.SWEEPS, APPLY_AGAIN, GIVE_UP, ERASE_OLD_BODIES),
    background=(keep_delivering,),
)
