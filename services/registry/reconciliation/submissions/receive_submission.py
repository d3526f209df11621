"""Take an extract in: keep the file, note the submission, wake the worker. Resubmission replaces what was there."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import yaml
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock
from chassis.auth import Caller
from services.registry.imports.receive_upload import Received
from services.registry.reconciliation.record_kinds.kinds import Kind, kinds
from services.registry.reconciliation.sessions.move_session import CHANNEL
from services.registry.reconciliation.sessions.queries import find_session
from services.registry.reconciliation.sessions.rules import TAKES_EXTRACTS
from services.registry.reconciliation.submissions.errors import KindNotYours, SessionNotCollecting, UnknownKind
from services.registry.reconciliation.submissions.tables import Submission


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``limits.yaml``."""

    most_bytes: int
    most_rows: int
    most_pushed: int
    most_attempts: int
    many_rejected: float
    fewer_than_before: float


class Handed(NamedTuple):
    """What was handed in, and whether the same file was there already."""

    submission: Submission
    received_before: bool


@cache
def limits() -> Limits:
    """The limits, read once."""
    return msgspec.convert(yaml.safe_load(Path(__file__).with_name("limits.yaml").read_text("utf-8")), Limits)


def extract_path(home: Path, submission_id: UUID) -> Path:
    """Where an extract lies until it has been read."""
    return home / "extracts" / str(submission_id)


def kind_of(caller: Caller, code: str) -> Kind:
    """The kind. Raises UnknownKind, KindNotYours."""
    kind = kinds().get(code)
    if kind is None:
        raise UnknownKind(kinds=list(kinds()))
    if caller.department is not None and kind.department != caller.department:
        yours = [name for name, other in kinds().items() if other.department == caller.department]
        raise KindNotYours(department=kind.department, kinds=yours)
    return kind


async def expect_collecting(session: AsyncSession, session_id: UUID) -> None:
    """Raises UnknownSession, SessionNotCollecting."""
    meeting = await find_session(session, session_id)
    if meeting.state not in TAKES_EXTRACTS:
        raise SessionNotCollecting(state=meeting.state)


async def receive_submission(
    session: AsyncSession, caller: Caller, ids: tuple[UUID, UUID], kind: Kind, received: Received, rows: int | None
) -> Handed:
    """The queued submission (``ids``: its own, the meeting's); the earlier one where it is the very same file."""
    submission_id, session_id = ids
    meeting = await find_session(session, session_id)
    earlier = await _same_file(session, session_id, kind.code, received.digest)
    if earlier is not None:
        return Handed(earlier, True)
    queued = Submission(
        id=submission_id,
        session_id=session_id,
        department=kind.department,
        kind=kind.code,
        late=clock.today() > meeting.collect_by,
        file_name=received.file_name,
        size=received.size,
        digest=received.digest,
        submitted_by=caller.subject,
        submitted_at=clock.now(),
        rows_declared=rows,
    )
    session.add(queued)
    await session.flush()
    await session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    facts = {"kind": kind.code, "digest": received.digest.hex(), "size": received.size}
    await audit.record(session, caller, "receive-submission", submission_id, **facts)
    return Handed(queued, False)


async def _same_file(session: AsyncSession, session_id: UUID, kind: str, digest: bytes) -> Submission | None:
    same = select(Submission).where(
        Submission.session_id == session_id,
        Submission.kind == kind,
        Submission.digest == digest,
        col(Submission.state).in_(("queued", "reading", "accepted")),
    )
    return (await session.scalars(same.limit(1))).first()


def keep_records(path: Path, items: Sequence[dict[str, Any]]) -> Received:
    """Pushed records as an NDJSON file, read like any other (mode 0600)."""
    # In ASCII: what is no valid text or number is the reader's to say, row by row.
    body = "".join(json.dumps(item) + "\n" for item in items).encode("ascii")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(body)
    return Received("pushed.ndjson", len(body), hashlib.sha256(body).digest())


LEFT_ALONE = timedelta(hours=1)
"""So long may an extract still be on its way before its file counts as left over."""
