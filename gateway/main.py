"""The gateway's process: ``uvicorn gateway.main:app``."""

from gateway.settings import GatewaySettings
from gateway.wiring import create_gateway

app = create_gateway(GatewaySettings())  # read from the environment
