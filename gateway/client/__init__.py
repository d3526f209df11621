"""The typed Python client for departments' systems, made from ``openapi.json`` (``clients/python``)."""
