"""Keep a photograph or document as evidence of an activity."""

import asyncio
import hashlib
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import Fault
from chassis.sealing import Sealer
from services.assessment.outreach.boxes import boxes
from services.assessment.outreach.errors import ActivityClosed, EvidenceRefused
from services.assessment.outreach.photographs import BrokenFile, media_type_of, without_place
from services.assessment.outreach.seal_files import seal_file
from services.assessment.outreach.tables import Activity, EvidenceFile

_LONGEST_NAME = 120


async def add_file(
    session: AsyncSession, sealer: Sealer, caller: Caller, activity: Activity, name: str, content: bytes
) -> EvidenceFile:
    """Raises EvidenceRefused, ActivityClosed. ``activity`` is locked by the caller."""
    media_type, kept = await asyncio.to_thread(_kept, content)
    digest = hashlib.sha256(kept).digest()
    await _expect_room(session, activity, digest)
    file_id = new_id()
    file = EvidenceFile(
        id=file_id,
        activity_id=activity.id,
        name=named(name, media_type),
        media_type=media_type,
        size=len(kept),
        digest=digest,
        file_sealed=await asyncio.to_thread(seal_file, sealer, file_id, kept),
        added_by=caller.subject,
        added_at=clock.now(),
    )
    session.add(file)
    await session.flush()
    await audit.record(session, caller, "add-evidence", activity.id, file=file_id, digest=digest.hex())
    return file


def _kept(content: bytes) -> tuple[str, bytes]:
    if not content:
        raise _refused("empty", "文件是空的 (the file is empty)")
    media_type = media_type_of(content)
    if media_type is None or media_type not in boxes().media_types:
        raise _refused("type", "只收照片和 PDF (photographs and PDF only)", taken=list(boxes().media_types))
    try:
        return media_type, without_place(content, media_type)
    except BrokenFile as error:
        raise _refused("broken", "文件打不开 (the file cannot be read)", what=str(error)) from None


def _refused(reason: str, message: str, **facts: Any) -> EvidenceRefused:
    return EvidenceRefused(faults=[Fault("#/file", reason, message)], reason=reason, **facts)


async def _expect_room(session: AsyncSession, activity: Activity, digest: bytes) -> None:
    if activity.withdrawn_on is not None:
        raise ActivityClosed(reason="withdrawn")
    held = select(func.count(), func.count().filter(col(EvidenceFile.digest) == digest)).where(
        col(EvidenceFile.activity_id) == activity.id
    )
    number, same = (await session.execute(held)).one()
    if same:
        raise ActivityClosed(reason="held-already")
    if number >= boxes().most_files:
        raise ActivityClosed(reason="full", most_files=boxes().most_files)


def named(name: str, media_type: str) -> str:
    """For people to recognise it by: no folders, nothing that cannot be seen, and the ending of what it is."""
    ending = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}[media_type]
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    seen = "".join(each for each in stem if each.isprintable() and each not in '/\\:*?"<>|').strip(". ")
    return (seen[:_LONGEST_NAME] or "file") + ending
