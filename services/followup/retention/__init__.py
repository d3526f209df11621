"""How long each kind of record is kept, and the sweep that sees to it (C12)."""
