"""Who belongs to the care team: those who visit people, and those in the township who answer for the visits (C5).

Plans and visits say something about a person's health by being there, so nobody else may list them: county staff,
finance, auditors and every department get 403, never an empty list.
"""

from chassis.auth import Caller, Role
from chassis.identifiers import division_prefix, is_division_code
from chassis.problems import BadPayload, Fault, NotAllowed

CARE_TEAM: tuple[Role, ...] = ("village-worker", "township-officer")


def division_range(caller: Caller, division: str | None) -> tuple[str, str]:
    """The codes in scope, as ``low ≤ code < high``: all that the caller serves, or ``division`` within it.

    Raises BadPayload for something that is no code, and NotAllowed for a division outside the scope.
    """
    if division is None:
        return prefix_range(caller.scope_prefix)
    if not is_division_code(division):
        raise BadPayload(faults=[Fault("query/division", "bad_division_code", "12 digits are expected")])
    if not caller.sees(division):
        raise NotAllowed()
    return prefix_range(division_prefix(division))


def prefix_range(prefix: str) -> tuple[str, str]:
    """Codes that begin with ``prefix``; the colon follows the digits in every byte order."""
    return prefix, prefix + ":"
