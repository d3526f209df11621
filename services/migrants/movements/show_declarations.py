"""Reads of declared moves."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from chassis.pagination import Page, decode_cursor, page_of
from services.migrants.movements.errors import UnknownMovement
from services.migrants.movements.schemas import DeclarationSeen, MemberSeen
from services.migrants.movements.tables import Declaration, DeclaredMember

Asked = Literal["not-followed", "children-behind", "seasonal"]


def _touches(prefix: str) -> ColumnElement[bool]:
    places = (Declaration.from_division, Declaration.to_division, Declaration.division)
    return or_(*(col(place).startswith(prefix) for place in places))


async def load_declaration(session: AsyncSession, caller: Caller, declaration_id: UUID) -> Declaration:
    """Raises UnknownMovement."""
    declaration = await session.get(Declaration, declaration_id)
    places = () if declaration is None else (declaration.from_division, declaration.to_division, declaration.division)
    if declaration is None or not caller.sees(*places):
        raise UnknownMovement()
    return declaration


async def declaration_seen(session: AsyncSession, declaration: Declaration) -> DeclarationSeen:
    """The declaration with everybody named in it."""
    return (await _with_members(session, [declaration]))[0]


async def list_declarations(
    session: AsyncSession, prefix: str, asked: Asked | None, limit: int, cursor: str | None
) -> Page[DeclarationSeen]:
    """A page, newest first, of the declarations that touch the divisions that begin with ``prefix``."""
    found: Any = select(Declaration).where(_touches(prefix))
    if asked == "seasonal":
        found = found.where(col(Declaration.pattern).in_(["seasonal", "circular"]))
    elif asked is not None:
        found = found.where(_has_member(asked))
    if cursor is not None:
        found = found.where(col(Declaration.id) < decode_cursor(cursor, UUID)[0])
    rows = (await session.scalars(found.order_by(col(Declaration.id).desc()).limit(limit + 1))).all()
    return page_of(await _with_members(session, rows), limit, "id")


def _has_member(asked: Asked) -> ColumnElement[bool]:
    named = select(col(DeclaredMember.id)).where(col(DeclaredMember.declaration_id) == col(Declaration.id))
    if asked == "children-behind":
        return named.where(col(DeclaredMember.part) == "stayed", col(DeclaredMember.child)).exists()
    return named.where(col(DeclaredMember.state) == "not-followed").exists()


async def _with_members(session: AsyncSession, rows: Sequence[Declaration]) -> list[DeclarationSeen]:
    wanted = select(DeclaredMember).where(col(DeclaredMember.declaration_id).in_([row.id for row in rows]))
    members: dict[UUID, list[MemberSeen]] = {}
    for member in await session.scalars(wanted.order_by(col(DeclaredMember.id))):
        members.setdefault(member.declaration_id, []).append(MemberSeen.model_validate(member))
    return [DeclarationSeen(**row.model_dump(), members=members.get(row.id, [])) for row in rows]
