"""Deaths over HTTP."""

from services.registry.deaths.errors import DeathAlreadyRegistered, DeathCertificateTaken, UnknownDeath
from services.registry.deaths.register_death import register_death
from services.registry.deaths.revise_death import correct_death, revoke_death
from services.registry.deaths.schemas import DeathCorrection, DeathEntry, DeathOut
from services.registry.deaths.tables import Death
from services.registry.persons.errors import UnknownPerson
from services.registry.vital_routes import VitalKind, vital_routes

DEATH = VitalKind(
    one="death",
    chinese="死亡",
    registers="Register a death, however late. No cause is asked for.",
    lists="Registered deaths of persons in your area, by day of death.",
    per_page=200,
    table=Death,
    entry=DeathEntry,
    correction=DeathCorrection,
    out=DeathOut,
    register=register_death,
    correct=correct_death,
    revoke=revoke_death,
    unknown=UnknownDeath,
    refuses_entry=(UnknownPerson, DeathAlreadyRegistered, DeathCertificateTaken),
    refuses_correction=(DeathCertificateTaken,),
)

router = vital_routes(DEATH)
