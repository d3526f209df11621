"""Flows between places, and how well counties answer each other: numbers alone, small ones suppressed."""
