"""Passes calls on to the services: checked, decided, logged, streamed."""
