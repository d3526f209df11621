"""Divorces over HTTP."""

from services.registry.divorces.errors import MarriedSince, UnknownDivorce
from services.registry.divorces.register_divorce import register_divorce
from services.registry.divorces.revise_divorce import correct_divorce, revoke_divorce
from services.registry.divorces.schemas import DivorceCorrection, DivorceEntry, DivorceOut
from services.registry.divorces.tables import Divorce
from services.registry.persons.errors import UnknownPerson
from services.registry.vital_events import CertificateTaken
from services.registry.vital_routes import VitalKind, vital_routes

DIVORCE = VitalKind(
    one="divorce",
    chinese="离婚",
    registers="Register a divorce in one step, however late.",
    lists="Divorces registered in your area, or of persons of it, by day.",
    per_page=60,
    table=Divorce,
    entry=DivorceEntry,
    correction=DivorceCorrection,
    out=DivorceOut,
    register=register_divorce,
    correct=correct_divorce,
    revoke=revoke_divorce,
    unknown=UnknownDivorce,
    refuses_entry=(UnknownPerson, CertificateTaken),
    refuses_correction=(MarriedSince, CertificateTaken),
    refuses_revocation=(MarriedSince,),
)

router = vital_routes(DIVORCE)
