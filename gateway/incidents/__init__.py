"""Incidents: what went wrong with people's data, or would have."""
