"""What kind of movement a move is, seen from one county. Pure."""

from typing import Literal

Direction = Literal["left", "arrived", "within"]


def direction_of(from_division: str, to_division: str, prefix: str) -> Direction | None:
    """``left``, ``arrived`` or ``within`` the divisions that begin with ``prefix``; None where it touches none."""
    was_here, is_here = from_division.startswith(prefix), to_division.startswith(prefix)
    if was_here and is_here:
        return "within"
    if was_here:
        return "left"
    return "arrived" if is_here else None
