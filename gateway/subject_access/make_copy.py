"""Gathers a copy of what is held about a person, with the rights of whoever asks for it at the desk (PIPL art. 45).

Care content is not gathered: it stays with the care team, which gives the copy itself (C5).
"""

from typing import Any
from uuid import UUID

import msgspec

from chassis.auth import Caller
from gateway.parts import Parts
from gateway.proxy.ask_inside import ask_inside
from gateway.proxy.errors import BadAnswer, ServiceDown
from gateway.subject_access.schemas import Section

ELSEWHERE = (
    "随访和保健内容由服务团队保存，请向其索取副本。",
    "What was said and found in care stays with the care team: ask them for a copy.",
)


class Source(msgspec.Struct, frozen=True):
    """Where one part of the copy lies."""

    name: str
    service: str
    path: str
    zh: str
    en: str


SOURCES = (
    Source("register", "registry", "/persons/{id}", "登记信息", "What the register holds"),
    Source("identifiers", "registry", "/persons/{id}/identifiers", "完整证件号码", "Identifiers in full"),
    Source("history", "registry", "/persons/{id}/history", "变更历史", "What changed"),
    Source("moves", "registry", "/persons/{id}/moves", "居住变动", "Moves"),
    Source("corrections", "registry", "/persons/{id}/corrections", "更正申请", "Requests for correction"),
    Source("consents", "registry", "/persons/{id}/consents", "同意和撤回", "Consents and withdrawals"),
    Source("notices", "registry", "/persons/{id}/notices", "告知", "Notices"),
    Source("benefits", "incentives", "/beneficiaries/{id}", "待遇", "Benefits"),
)
_REASONS = {403: "not-allowed", 404: "nothing-held"}
REASON = "向本人提供个人信息副本"
"""Stated to the register when whole identifiers are read: it logs why."""


async def make_copy(parts: Parts, caller: Caller, person_id: UUID) -> list[Section]:
    """Every section, in order; what the caller may not read, or nobody holds, says so."""
    return [await _section(parts, caller, source, person_id) for source in SOURCES]


async def _section(parts: Parts, caller: Caller, source: Source, person_id: UUID) -> Section:
    path = f"/api/{source.service}/v1" + source.path.format(id=person_id)
    held: Any = None
    try:
        status, held = await ask_inside(parts, caller, source.service, path, REASON)
        missing = None if status < 300 else _REASONS.get(status, "unavailable")
    except (ServiceDown, BadAnswer):
        missing = "unavailable"
    shown = None if missing else held
    return Section(name=source.name, zh=source.zh, en=source.en, held=shown, missing=missing)
