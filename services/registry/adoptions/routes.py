"""Adoptions over HTTP."""

from services.registry.adoptions.errors import AlreadyAdopted, UnknownAdoption
from services.registry.adoptions.register_adoption import register_adoption
from services.registry.adoptions.revise_adoption import correct_adoption, revoke_adoption
from services.registry.adoptions.schemas import AdoptionCorrection, AdoptionEntry, AdoptionOut
from services.registry.adoptions.tables import Adoption
from services.registry.households.errors import HeadMustStay, HeadTaken, PersonNotLiving, UnknownHousehold
from services.registry.persons.errors import UnknownPerson
from services.registry.vital_events import CertificateTaken
from services.registry.vital_routes import VitalKind, vital_routes

ADOPTION = VitalKind(
    one="adoption",
    chinese="收养",
    registers="Register an adoption in one step, however late.",
    lists="Adoptions registered in your area, or of persons of it, by day.",
    per_page=60,
    table=Adoption,
    entry=AdoptionEntry,
    correction=AdoptionCorrection,
    out=AdoptionOut,
    register=register_adoption,
    correct=correct_adoption,
    revoke=revoke_adoption,
    unknown=UnknownAdoption,
    refuses_entry=(
        UnknownPerson,
        AlreadyAdopted,
        CertificateTaken,
        UnknownHousehold,
        HeadTaken,
        PersonNotLiving,
        HeadMustStay,
    ),
    refuses_correction=(CertificateTaken,),
    refuses_revocation=(HeadMustStay,),
)

router = vital_routes(ADOPTION)
