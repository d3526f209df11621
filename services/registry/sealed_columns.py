"""Where the register keeps sealed values."""

from chassis.sealed_columns import SealedColumn
from services.registry.adoptions.tables import Adoption
from services.registry.births.tables import Birth
from services.registry.certificate_numbers import certificate_context
from services.registry.certificates.tables import FACTS, TOKEN
from services.registry.corrections.tables import VALUE
from services.registry.deaths.tables import Death
from services.registry.declarations.tables import ENTRY
from services.registry.divorces.tables import Divorce
from services.registry.documents.tables import NUMBER
from services.registry.imports.staged_rows import CELLS
from services.registry.marriages.tables import Marriage
from services.registry.persons.tables import CITIZEN_NUMBER, OTHER_ID, PHONE
from services.registry.reconciliation.submissions.contexts import RECORD

_IDENTIFIERS = (
    ("citizen_number_sealed", CITIZEN_NUMBER),
    ("other_id_sealed", OTHER_ID),
    ("phone_sealed", PHONE),
)

SEALED_COLUMNS = (
    *(SealedColumn(table, *each) for table in ("persons", "person_versions") for each in _IDENTIFIERS),
    *(
        SealedColumn(str(kind.__tablename__), "certificate_sealed", certificate_context(kind))
        for kind in (Birth, Death, Marriage, Divorce, Adoption)
    ),
    SealedColumn("declarations", "entry_sealed", ENTRY),
    SealedColumn("documents", "number_sealed", NUMBER),
    SealedColumn("certificates", "facts_sealed", FACTS),
    SealedColumn("certificates", "token", TOKEN),
    SealedColumn("correction_claims", "held_sealed", VALUE),
    SealedColumn("correction_claims", "stated_sealed", VALUE),
    SealedColumn("import_rejections", "cells", CELLS),
    SealedColumn("submission_rows", "record_sealed", RECORD),
)
