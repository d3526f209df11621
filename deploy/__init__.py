"""Bringing a county up: on one machine, in containers, on a cluster."""
