"""Marriages over HTTP."""

from services.registry.marriages.errors import AlreadyMarried, MarriageBuiltOn, UnknownMarriage
from services.registry.marriages.register_marriage import register_marriage
from services.registry.marriages.revise_marriage import correct_marriage, revoke_marriage
from services.registry.marriages.schemas import MarriageCorrection, MarriageEntry, MarriageOut
from services.registry.marriages.tables import Marriage
from services.registry.persons.errors import UnknownPerson
from services.registry.vital_events import CertificateTaken
from services.registry.vital_routes import VitalKind, vital_routes

MARRIAGE = VitalKind(
    one="marriage",
    chinese="结婚",
    registers="Register a marriage in one step, however late.",
    lists="Marriages registered in your area, or of persons of it, by day.",
    per_page=60,
    table=Marriage,
    entry=MarriageEntry,
    correction=MarriageCorrection,
    out=MarriageOut,
    register=register_marriage,
    correct=correct_marriage,
    revoke=revoke_marriage,
    unknown=UnknownMarriage,
    refuses_entry=(UnknownPerson, AlreadyMarried, CertificateTaken),
    refuses_correction=(AlreadyMarried, CertificateTaken),
    refuses_revocation=(MarriageBuiltOn,),
)

router = vital_routes(MARRIAGE)
