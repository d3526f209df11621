"""Who must have a second factor: data, by the profile that the process runs under."""

from pathlib import Path

import msgspec

from chassis.auth import Role
from chassis.data_files import BadDataFile, read_data


class Requirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``requirement.yaml``."""

    profiles: dict[str, list[Role]]
    pending_minutes: int
    recovery_codes: int


class RequiredOf(msgspec.Struct, frozen=True):
    """What one process goes by."""

    roles: frozenset[str]
    pending_minutes: int
    recovery_codes: int


def load_requirement(path: Path, profile: str) -> RequiredOf:
    """What is required under ``profile``. Raises BadDataFile, also for a profile that the file does not know."""
    read = read_data(path, Requirement)
    if profile not in read.profiles:
        raise BadDataFile(f"{path.name}: no profile is called {profile} (HUIJIA_ENV)")
    return RequiredOf(frozenset(read.profiles[profile]), read.pending_minutes, read.recovery_codes)
