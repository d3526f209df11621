"""What the population registry tells the house. Sources of codes: GB/T 2261.1 (sex), division codes (12 digits).

No event carries a citizen number, a phone number or an address: who needs those asks the registry, with a purpose.
``revision`` grows with every change of a person, so that a read model can ignore what is older than what it has.
"""

from datetime import date
from uuid import UUID

import msgspec

from chassis.cloudevents import DomainEvent


class PersonFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A person as the other services may know them."""

    name: str
    sex: int
    birth_date: date
    registered_division: str
    """Where the household registration (户籍) is; may lie in another county."""
    residence_division: str
    """Where the person lives; may lie in another county."""
    household_id: UUID | None = None
    relation_to_head: str | None = None
    marital_status: str | None = None
    ethnic_group: str | None = None
    living: bool = True


class PersonRegistered(DomainEvent, type="cn.huijia.registry.person-registered.v1", key="person_id"):
    """A person came into the register: by import, by a birth, by hand, or by moving in."""

    person_id: UUID
    revision: int
    facts: PersonFacts


class PersonChanged(DomainEvent, type="cn.huijia.registry.person-changed.v1", key="person_id"):
    """Something that others may know of a person changed; ``facts`` are all of them as they are now."""

    person_id: UUID
    revision: int
    facts: PersonFacts


class PersonWithdrawn(DomainEvent, type="cn.huijia.registry.person-withdrawn.v1", key="person_id"):
    """The entry was taken back (an import undone): there never was such a person here."""

    person_id: UUID
    revision: int


class PersonMerged(DomainEvent, type="cn.huijia.registry.person-merged.v1", key="person_id"):
    """Two entries were one person: the entry ``person_id`` is gone, and ``survivor_id`` stands for it.

    What others hold of ``person_id`` belongs to the survivor from now on, and must be able to go back. The survivor's
    own facts arrive with PersonChanged. Nothing more comes under ``person_id`` until PersonUnmerged.
    """

    person_id: UUID
    revision: int
    survivor_id: UUID
    merge_id: UUID


class PersonUnmerged(DomainEvent, type="cn.huijia.registry.person-unmerged.v1", key="person_id"):
    """A merge was wrong: ``person_id`` is a person of their own again, with what was theirs before the merge.

    What was added for ``survivor_id`` since then stays there.
    """

    person_id: UUID
    revision: int
    survivor_id: UUID
    merge_id: UUID
    facts: PersonFacts


class PersonMoved(DomainEvent, type="cn.huijia.registry.person-moved.v1", key="person_id"):
    """A person lives somewhere else since ``moved_on``."""

    person_id: UUID
    revision: int
    from_division: str
    to_division: str
    moved_on: date
    household_id: UUID | None = None
    move_id: UUID | None = None
    """The same whenever this move is told of."""
    declaration_id: UUID | None = None
    """The declaration to migrant services that it follows, where it follows one."""


class BirthRegistered(DomainEvent, type="cn.huijia.registry.birth-registered.v1", key="person_id"):
    """A birth was registered. Nothing about permits, marriage or number of children exists (C1)."""

    person_id: UUID
    """The child; its PersonRegistered comes before this event."""
    birth_id: UUID
    born_on: date
    mother_id: UUID | None
    father_id: UUID | None
    residence_division: str


class BirthRevoked(DomainEvent, type="cn.huijia.registry.birth-revoked.v1", key="person_id"):
    """A registration of a birth was found to be wrong and taken back."""

    person_id: UUID
    birth_id: UUID


class DeathRegistered(DomainEvent, type="cn.huijia.registry.death-registered.v1", key="person_id"):
    """A death was registered: what runs for this person elsewhere stops."""

    person_id: UUID
    revision: int
    died_on: date


class DeathCorrected(DomainEvent, type="cn.huijia.registry.death-corrected.v1", key="person_id"):
    """A registered death was corrected; ``died_on`` is the day as it is known now."""

    person_id: UUID
    revision: int
    died_on: date


class DeathRevoked(DomainEvent, type="cn.huijia.registry.death-revoked.v1", key="person_id"):
    """A registration of a death was found to be wrong: the person lives, and what stopped goes on."""

    person_id: UUID
    revision: int


class BirthCorrected(DomainEvent, type="cn.huijia.registry.birth-corrected.v1", key="person_id"):
    """A registered birth was corrected; the fields are all as they are known now."""

    person_id: UUID
    birth_id: UUID
    born_on: date
    mother_id: UUID | None
    father_id: UUID | None


class MarriageRegistered(DomainEvent, type="cn.huijia.registry.marriage-registered.v1", key="marriage_id"):
    """A marriage was registered. ``second_id`` is missing where that person is not in this register."""

    marriage_id: UUID
    first_id: UUID
    second_id: UUID | None
    married_on: date


class MarriageCorrected(DomainEvent, type="cn.huijia.registry.marriage-corrected.v1", key="marriage_id"):
    """A registered marriage was corrected."""

    marriage_id: UUID
    married_on: date


class MarriageRevoked(DomainEvent, type="cn.huijia.registry.marriage-revoked.v1", key="marriage_id"):
    """A registration of a marriage was found to be wrong and taken back."""

    marriage_id: UUID


class DivorceRegistered(DomainEvent, type="cn.huijia.registry.divorce-registered.v1", key="divorce_id"):
    """A divorce was registered. ``marriage_id`` is missing where the marriage was never in this register."""

    divorce_id: UUID
    marriage_id: UUID | None
    first_id: UUID
    second_id: UUID | None
    divorced_on: date


class DivorceCorrected(DomainEvent, type="cn.huijia.registry.divorce-corrected.v1", key="divorce_id"):
    """A registered divorce was corrected."""

    divorce_id: UUID
    divorced_on: date


class DivorceRevoked(DomainEvent, type="cn.huijia.registry.divorce-revoked.v1", key="divorce_id"):
    """A registration of a divorce was found to be wrong and taken back: the marriage goes on."""

    divorce_id: UUID
    marriage_id: UUID | None


class AdoptionRegistered(DomainEvent, type="cn.huijia.registry.adoption-registered.v1", key="person_id"):
    """An adoption was registered; ``person_id`` is the child. The household they came into is in their facts."""

    person_id: UUID
    adoption_id: UUID
    first_adopter_id: UUID
    second_adopter_id: UUID | None
    adopted_on: date


class AdoptionCorrected(DomainEvent, type="cn.huijia.registry.adoption-corrected.v1", key="person_id"):
    """A registered adoption was corrected."""

    person_id: UUID
    adoption_id: UUID
    adopted_on: date


class AdoptionRevoked(DomainEvent, type="cn.huijia.registry.adoption-revoked.v1", key="person_id"):
    """A registration of an adoption was found to be wrong and taken back."""

    person_id: UUID
    adoption_id: UUID


class DivisionChanged(DomainEvent, type="cn.huijia.registry.division-changed.v1", key="code"):
    """A division was entered or renamed."""

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: date
    valid_to: date | None = None


class DivisionReplaced(DomainEvent, type="cn.huijia.registry.division-replaced.v1", key="code"):
    """A code gave its people, or some of them, to others. Each person's own PersonChanged follows; nobody moved.

    Facts of the time before stay attributed to the old code.
    """

    code: str
    change_id: UUID
    kind: str
    """``merge``, ``split`` or ``recode``."""
    effective_on: date
    successors: list[str]
    heir: str
    """The code that stands for the old one from now on; the old code itself where it goes on, smaller."""


class HouseholdFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A household as the other services may know it. Its members name it in their own facts."""

    registered_division: str
    kind: str
    """``family`` or ``institution``."""
    head_id: UUID | None = None


class HouseholdRegistered(DomainEvent, type="cn.huijia.registry.household-registered.v1", key="household_id"):
    """A household came into the register."""

    household_id: UUID
    revision: int
    facts: HouseholdFacts


class HouseholdChanged(DomainEvent, type="cn.huijia.registry.household-changed.v1", key="household_id"):
    """A household's facts changed, its head for example; ``facts`` are all of them as they are now."""

    household_id: UUID
    revision: int
    facts: HouseholdFacts


class CorrectionApplied(DomainEvent, type="cn.huijia.registry.correction-applied.v1", key="person_id"):
    """What a person had asked to be corrected was corrected; whoever was shown it before is to be told.

    ``fields`` names what changed and holds no values: who needs those asks the registry, with a purpose.
    """

    person_id: UUID
    correction_id: UUID
    revision: int
    fields: list[str]
    applied_on: date


class ConsentRecorded(DomainEvent, type="cn.huijia.registry.consent-recorded.v1", key="person_id"):
    """A person, or the guardian of a child under 14, agreed to one purpose. Never about health."""

    person_id: UUID
    consent_id: UUID
    purpose: str
    text_version: int
    given_on: date


class ConsentWithdrawn(DomainEvent, type="cn.huijia.registry.consent-withdrawn.v1", key="person_id"):
    """A consent was taken back: what rests on it stops. No reason is asked for or kept."""

    person_id: UUID
    consent_id: UUID
    purpose: str
