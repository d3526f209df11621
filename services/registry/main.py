"""The registry's process: ``uvicorn services.registry.main:app``."""

from chassis.app import create_app
from services.registry.wiring import SERVICE

app = create_app(SERVICE)
