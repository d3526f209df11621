"""Births over HTTP."""

from chassis.problems import NotAllowed
from services.registry.births.errors import BirthCertificateTaken, PersonBuiltOn, UnknownBirth
from services.registry.births.register_birth import register_birth
from services.registry.births.revise_birth import correct_birth, revoke_birth
from services.registry.births.schemas import BirthCorrection, BirthEntry, BirthOut
from services.registry.births.tables import Birth
from services.registry.households.errors import HeadTaken, UnknownHousehold
from services.registry.persons.errors import NumberTaken
from services.registry.vital_routes import VitalKind, vital_routes

BIRTH = VitalKind(
    one="birth",
    chinese="出生",
    registers="Register a birth, whoever the parents are and however late."
    " No permit and no marriage is asked for (C1).",
    lists="Registered births of children in your area, by day of birth.",
    per_page=60,
    table=Birth,
    entry=BirthEntry,
    correction=BirthCorrection,
    out=BirthOut,
    register=register_birth,
    correct=correct_birth,
    revoke=revoke_birth,
    unknown=UnknownBirth,
    refuses_entry=(BirthCertificateTaken, NumberTaken, UnknownHousehold, HeadTaken, NotAllowed),
    refuses_correction=(BirthCertificateTaken,),
    refuses_revocation=(PersonBuiltOn,),
)

router = vital_routes(BIRTH)
