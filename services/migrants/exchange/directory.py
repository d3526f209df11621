"""The directory of counties: who they are, where they answer, which divisions are theirs, with which keys they sign."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from chassis.data_files import Words, read_data

SHIPPED = Path(__file__).with_name("counties.yaml")
FILE = "counties.yaml"

County = Annotated[str, msgspec.Meta(pattern="^[0-9]{6}$")]
Digits = Annotated[str, msgspec.Meta(pattern="^[0-9]{2,12}$")]


# What travels is signed and enclosed by itself; who writes to whom is for no eyes on the way either.
_ADDRESS = r"^(https://[^/\s]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?)$"


class PublicKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """A key of a county's (``x``: base64url, RFC 8037), for what is signed from ``since`` until before ``until``."""

    kid: str
    x: str
    since: datetime
    until: datetime | None = None

    def holds_at(self, instant: datetime) -> bool:
        """Whether it may be used then."""
        return self.since <= instant and (self.until is None or instant < self.until)


class Peer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A county that we exchange messages with. ``divisions`` are the leading digits of those that are its own."""

    county: County
    name: Words
    address: Annotated[str, msgspec.Meta(pattern=_ADDRESS)]
    signs_with: list[PublicKey]
    opens_with: list[PublicKey]
    divisions: list[Digits] = []


class Directory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``counties.yaml``; ``here`` is this installation's own county."""

    here: County
    counties: list[Peer] = []
    divisions: list[Digits] = []
    """The leading digits of our own divisions; those of ``here`` where none are listed."""

    def peer(self, county: str) -> Peer | None:
        """The entry of a county other than ours."""
        return next((each for each in self.counties if each.county == county), None)

    def county_of(self, division: str) -> str | None:
        """The county that serves a division (12 digits): the longest entry that fits; None where nobody's does."""
        ours = [(prefix, self.here) for prefix in self.divisions or [self.here]]
        theirs = [(prefix, each.county) for each in self.counties for prefix in each.divisions or [each.county]]
        fitting = [entry for entry in ours + theirs if division.startswith(entry[0])]
        return max(fitting, key=lambda entry: len(entry[0]), default=(None, None))[1]


class DirectoryFile:
    """The directory as it stands in the installation's folder, read again when the file has changed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._own = home / FILE
        self._read_as: tuple[Path, int] | None = None
        self._content = Directory(here="000000")

    def now(self) -> Directory:
        """Raises BadDataFile."""
        path = self._own if self._own.exists() else SHIPPED
        seen = (path, path.stat().st_mtime_ns)
        if seen != self._read_as:
            self._content, self._read_as = read_data(path, Directory), seen
        return self._content
