"""The confirmed claims of a division are hung out, for the scheme's working days."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import division_prefix, is_division_code, new_id
from chassis.problems import BadPayload, Fault, NotAllowed
from chassis.working_days import after_working_days
from services.incentives.claims.load import scheme_of_year
from services.incentives.postings.errors import NothingToPost
from services.incentives.postings.schemas import PostingGiven
from services.incentives.postings.tables import Posting

# Locked in the order of their ids, as everywhere.
_POST = """
WITH waiting AS (
    SELECT id FROM claims
     WHERE scheme = $2 AND year = $3 AND state = 'confirmed' AND starts_with(division_code, $4)
     ORDER BY id FOR UPDATE
)
UPDATE claims c SET state = 'posted', posting_id = $1, revision = c.revision + 1
  FROM waiting w WHERE w.id = c.id RETURNING c.id
"""


async def open_posting(session: AsyncSession, caller: Caller, given: PostingGiven) -> Posting:
    """The posting, opened today. Raises BadPayload, NotAllowed, UnknownScheme, NothingToPost."""
    if not is_division_code(given.division):
        raise BadPayload(faults=[Fault("#/division", "bad_division_code", "12 digits are expected")])
    if not caller.sees(given.division):
        raise NotAllowed()
    scheme = scheme_of_year(given.scheme, given.year)
    posting = Posting(
        id=new_id(),
        scheme=scheme.id,
        scheme_version=scheme.version,
        year=given.year,
        division_code=given.division,
        opened_on=clock.today(),
        last_day=after_working_days(clock.today(), scheme.posting.working_days),
        opened_by=caller.subject,
    )
    session.add(posting)
    await session.flush()
    place = (given.scheme, given.year, division_prefix(given.division))
    lines = len(await (await driver(session)).fetch(_POST, posting.id, *place))
    if not lines:
        raise NothingToPost()
    await audit.record(session, caller, "open-posting", None, posting=posting.id, lines=lines)
    return posting
