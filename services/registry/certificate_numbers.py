"""Numbers of birth and death certificates: sealed, found by blind index, shown masked."""

from chassis.sealing import Sealer
from services.registry.persons.identity import NOTHING, Sealed, mask_document
from services.registry.vital_tables import VitalEvent


def certificate_context(model: type[VitalEvent]) -> str:
    """The sealing context of a kind's certificate numbers."""
    return f"{str(model.__tablename__).removesuffix('s')}.certificate"


def seal_certificate(sealer: Sealer, number: str | None, context: str) -> Sealed:
    """``context`` tells births from deaths, so that equal numbers of both do not meet."""
    if number is None:
        return NOTHING
    plain = number.upper()
    return Sealed(sealer.seal(plain, context), sealer.index(plain, context))


def show_certificate(sealer: Sealer, sealed: bytes | None, context: str) -> str | None:
    """Masked. Raises SealBroken."""
    return mask_document(sealer.open(sealed, context)) if sealed else None
