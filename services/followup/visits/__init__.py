"""The visits of an active plan, from their window to their outcome."""
