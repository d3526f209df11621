"""Migrant services, their process: ``uvicorn services.migrants.main:app``."""

from chassis.app import create_app
from services.migrants.wiring import SERVICE

app = create_app(SERVICE)
