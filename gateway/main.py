"""The gateway's process: ``uvicorn gateway.main:app``."""

from gateway.wiring import create_gateway

app = create_gateway()
