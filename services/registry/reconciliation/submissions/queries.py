"""Reads of submissions: a department sees its own, the county's officers all."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.imports.verdicts import Fault
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.submissions.errors import UnknownSubmission
from services.registry.reconciliation.submissions.schemas import VerdictOut
from services.registry.reconciliation.submissions.tables import Submission, SubmissionRow
from services.registry.reconciliation.submissions.verdicts import message


async def find_submission(session: AsyncSession, caller: Caller, submission_id: UUID) -> Submission:
    """Raises UnknownSubmission, for another department's too."""
    found = await session.get(Submission, submission_id)
    if found is None or caller.department not in (None, found.department):
        raise UnknownSubmission()
    return found


async def submissions_of(
    session: AsyncSession, caller: Caller, session_id: UUID, after: UUID | None, limit: int
) -> Sequence[Submission]:
    """Up to ``limit`` + 1 submissions for a meeting, in the order in which they came."""
    wanted = select(Submission).where(Submission.session_id == session_id)
    if caller.department is not None:
        wanted = wanted.where(Submission.department == caller.department)
    if after is not None:
        wanted = wanted.where(col(Submission.id) > after)
    return (await session.scalars(wanted.order_by(col(Submission.id)).limit(limit + 1))).all()


async def rejected_rows(session: AsyncSession, submission_id: UUID, after: int, limit: int) -> Sequence[SubmissionRow]:
    """Up to ``limit`` + 1 rows that were not taken, by number."""
    wanted = select(SubmissionRow).where(
        SubmissionRow.submission_id == submission_id,
        col(SubmissionRow.faults).is_not(None),
        SubmissionRow.row_number > after,
    )
    return (await session.scalars(wanted.order_by(col(SubmissionRow.row_number)).limit(limit + 1))).all()


def verdicts_of(submission: Submission, row: SubmissionRow, language: str) -> list[VerdictOut]:
    """Every fault of a row, in words."""
    kind = kinds()[submission.kind]
    titles = {column.name: column.zh for column in kind.columns}
    faults = [Fault(*parts) for parts in row.faults or []]
    return [
        VerdictOut(
            row=row.row_number,
            column=titles.get(fault.column, ""),
            code=fault.code,
            message=message(kind, fault, language),
        )
        for fault in faults
    ]
