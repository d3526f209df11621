"""Departments' clients: their keys and secrets, changed without a gap."""
