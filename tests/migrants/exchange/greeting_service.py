"""Migrant services that also take greetings, as a process: ``uvicorn tests.migrants.exchange.greeting_service:app``."""

import tests.migrants.exchange.conftest  # noqa: F401 - declares the greeting and its receiver
from services.migrants.main import app

__all__ = ["app"]
