"""Requests for correction as answers show them."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sealing import Sealer
from services.registry.corrections.find_correction import claims_of
from services.registry.corrections.schemas import ClaimOut, CorrectionOut
from services.registry.corrections.tables import Correction, CorrectionClaim
from services.registry.corrections.values import show
from services.registry.documents.read_documents import documents_of


async def show_corrections(session: AsyncSession, sealer: Sealer, rows: Sequence[Correction]) -> list[CorrectionOut]:
    """Each with its claims and its evidence."""
    claims = await claims_of(session, *(row.id for row in rows))
    documents = await documents_of(session, sealer, [row.document_id for row in rows])
    today, shown = clock.today(), []
    for row in rows:
        values = {name: getattr(row, name) for name in CorrectionOut.model_fields if name in Correction.model_fields}
        values["document"] = documents.get(row.document_id) if row.document_id else None
        values["overdue"] = row.owed_by is not None and row.owed_by < today
        values["claims"] = [_claim(sealer, claim) for claim in claims[row.id]]
        shown.append(CorrectionOut.model_validate(values))
    return shown


def _claim(sealer: Sealer, claim: CorrectionClaim) -> ClaimOut:
    return ClaimOut(
        field=claim.field,
        held=show(sealer, claim.field, claim.held_sealed),
        should_be=show(sealer, claim.field, claim.stated_sealed),
        what_is_wrong=claim.what_is_wrong,
        accepted=claim.accepted,
        reason=claim.reason,
    )
