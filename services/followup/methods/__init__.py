"""Which method somebody chose, noted only where they wish it to be. Nothing in this house depends on it (C3)."""
