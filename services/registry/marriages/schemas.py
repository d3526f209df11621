"""Marriages as they travel."""

from datetime import date

from services.registry.payloads import CalendarDate
from services.registry.vital_schemas import Correction, CoupleEntry, CoupleOut


class MarriageEntry(CoupleEntry):
    """A marriage to be registered."""

    married_on: CalendarDate


class MarriageCorrection(Correction):
    """What of a marriage is corrected."""

    married_on: CalendarDate | None = None


class MarriageOut(CoupleOut):
    """A registered marriage."""

    married_on: date
    ended_on: date | None
