"""Which passwords may be chosen. Pure."""

SHORTEST, LONGEST = 12, 200
"""Length counts, not kinds of characters (NIST SP 800-63B, section 3.1.1)."""


def is_usable(name: str, old: str, new: str) -> bool:
    """Whether ``name`` may go from ``old`` to ``new``."""
    if not SHORTEST <= len(new) <= LONGEST or not new.isprintable():
        return False
    return new != old and name.lower() not in new.lower() and len(set(new)) > SHORTEST // 3
