"""When somebody else may be paid, and on what ground. Pure."""

from typing import Literal

Ground = Literal["survivor", "heir", "guardian"]
ChangeState = Literal["proposed", "done", "refused"]


def ground_fits(ground: str, *, is_own: bool, payee_lives: bool) -> bool:
    """Whether the ground fits how the entitlement stands.

    ``is_own``: it is paid to the person for whom it is owed. What was owed to somebody who died goes to their survivor
    or heir. What is paid to another for a child goes to another guardian, whether the one before died or not.
    """
    if is_own:
        return ground in ("survivor", "heir") and not payee_lives
    return ground == "guardian"
