"""The schemes that this installation works with: loaded once, complete and without fault, or not at all."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from chassis.data_lint import BadData
from services.incentives.schemes.lint import FOLDER, Written, lint
from services.incentives.schemes.model import Scheme


class Catalogue:
    """All schemes in all their versions."""

    def __init__(self, loaded: Iterable[Written]) -> None:
        self._all = {(s.id, s.version): (s, each) for each in loaded if (s := each.scheme) is not None}

    def written(self, scheme: Scheme) -> Written:
        """How a scheme is written. Raises KeyError."""
        return self._all[scheme.id, scheme.version][1]

    def versions(self, scheme_id: str) -> list[Scheme]:
        """Every version of a scheme, oldest first."""
        found = [scheme for scheme, _ in self._all.values() if scheme.id == scheme_id]
        return sorted(found, key=lambda scheme: scheme.effective_from)

    def in_year(self, year: int) -> list[Scheme]:
        """Of each scheme the version that the year's cycle goes by, those that others yield to first."""
        newest: dict[str, Scheme] = {}
        for scheme, _ in sorted(self._all.values(), key=lambda pair: pair[0].effective_from):
            if scheme.in_year(year) and not scheme.awaits_county:
                newest[scheme.id] = scheme
        ordered: list[Scheme] = []
        for scheme_id in sorted(newest):
            _place(newest, scheme_id, ordered)
        return ordered

    def awaiting_in(self, year: int) -> list[Scheme]:
        """Those of the year that nobody is paid by, because the county has not set an amount yet."""
        found = [scheme for scheme, _ in self._all.values() if scheme.in_year(year) and scheme.awaits_county]
        return sorted(found, key=lambda scheme: scheme.id)

    def of_year(self, scheme_id: str, year: int) -> Scheme | None:
        """The version of one scheme that the year's cycle goes by, if any."""
        return next((scheme for scheme in self.in_year(year) if scheme.id == scheme_id), None)


def _place(newest: dict[str, Scheme], scheme_id: str, ordered: list[Scheme]) -> None:
    scheme = newest.get(scheme_id)
    if scheme is None or scheme in ordered:
        return
    for other in scheme.yields_to:
        _place(newest, other, ordered)
    ordered.append(scheme)


def load(folder: Path, own: Path | None = None) -> Catalogue:
    """Read every scheme in ``folder``, and the county's ``own``, which come after them. Raises BadData."""
    loaded, faults = lint(folder, own)
    if faults:
        raise BadData(faults)
    return Catalogue(loaded)


@cache
def catalogue() -> Catalogue:
    """The schemes that ship with this service, and the county's own in the folder that the operator names in
    ``HUIJIA_SCHEMES``. Raises BadData.
    """
    own = os.environ.get("HUIJIA_SCHEMES")
    return load(FOLDER, Path(own) if own else None)
