"""Statistics: how many people live where, and what happened to them, as counts of places, never as lists (C4, C7)."""
