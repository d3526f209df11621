"""Who looked at what, when and why: written before the answer leaves, never altered (C6, C9)."""
