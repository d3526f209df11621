"""The name of a division as papers write it: county, town and village together."""

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.divisions.tables import Division


async def place_name(session: AsyncSession, code: str) -> str:
    """``示范县大龙山镇东村``; the code itself where the register does not know the place (another county's)."""
    around = {code[:6] + "000000", code[:9] + "000", code}
    found = select(Division.code, Division.name).where(col(Division.code).in_(around)).order_by(col(Division.code))
    names = {row.code: row.name for row in await session.execute(found)}
    return "".join(names.values()) if code in names else code
