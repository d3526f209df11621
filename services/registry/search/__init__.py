"""Search: people by name as written, as spoken or by initials, by phone and by address, within the caller's area."""
