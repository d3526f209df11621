"""Divorces as they travel."""

from datetime import date
from uuid import UUID

from services.registry.payloads import CalendarDate
from services.registry.vital_schemas import Correction, CoupleEntry, CoupleOut


class DivorceEntry(CoupleEntry):
    """A divorce to be registered. The marriage is found by the two; it may be none that this register knows."""

    divorced_on: CalendarDate


class DivorceCorrection(Correction):
    """What of a divorce is corrected."""

    divorced_on: CalendarDate | None = None


class DivorceOut(CoupleOut):
    """A registered divorce."""

    marriage_id: UUID | None
    divorced_on: date
