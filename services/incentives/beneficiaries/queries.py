"""Reads of beneficiaries."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.pagination import Page, decode_cursor, page_of
from services.incentives.beneficiaries.schemas import BeneficiaryView, NamedBeneficiary
from services.incentives.beneficiaries.tables import Beneficiary


async def list_beneficiaries(
    session: AsyncSession, prefix: str, limit: int, cursor: str | None, born_from: date | None
) -> Page[BeneficiaryView]:
    """A page, in the order of ids, of those in the divisions that begin with ``prefix``."""
    query = select(Beneficiary).where(~col(Beneficiary.withdrawn), _inside(prefix))
    if born_from is not None:
        query = query.where(col(Beneficiary.birth_date) >= born_from)
    if cursor is not None:
        (after,) = decode_cursor(cursor, UUID)
        query = query.where(col(Beneficiary.person_id) > after)
    rows = (await session.execute(query.order_by(col(Beneficiary.person_id)).limit(limit + 1))).scalars()
    return page_of([BeneficiaryView.model_validate(row) for row in rows], limit, "person_id")


async def find_beneficiary(session: AsyncSession, person_id: UUID) -> BeneficiaryView | None:
    """The person, unless the registry never had or took back the entry."""
    row = await session.get(Beneficiary, person_id)
    return None if row is None or row.withdrawn else BeneficiaryView.model_validate(row)


async def name_beneficiaries(session: AsyncSession, prefix: str, ids: Sequence[UUID]) -> list[NamedBeneficiary]:
    """Those of ``ids`` in the divisions that begin with ``prefix``, by id."""
    query = select(Beneficiary).where(col(Beneficiary.person_id).in_(ids), ~col(Beneficiary.withdrawn), _inside(prefix))
    rows = (await session.execute(query.order_by(col(Beneficiary.person_id)))).scalars()
    return [NamedBeneficiary.model_validate(row) for row in rows]


def _inside(prefix: str) -> ColumnElement[bool]:
    return or_(
        col(Beneficiary.residence_division).startswith(prefix), col(Beneficiary.registered_division).startswith(prefix)
    )
