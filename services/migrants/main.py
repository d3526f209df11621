"""Migrant services, their process: ``uvicorn services.migrants.main:app``."""

from chassis.app import create_app
from services.migrants.wiring import SERVICE

__all__ = ["SERVICE", "app"]

app = create_app(SERVICE)
