"""How long benefits keep what, and the sweep that sees to it (C12)."""
