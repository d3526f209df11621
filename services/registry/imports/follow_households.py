"""Rows that name a division out of use: which household of its successor their household number means.

Where divisions were merged, two households may have had the same number, and one of them got another. Whoever still
files under the old division means its household, never the namesake of another village.
"""

from services.registry.imports.act import Act

# What the register knows: the household that had this number in that division, under the number that it has now.
_KNOWN = """
UPDATE arrivals a SET household_number = h.number
FROM (SELECT DISTINCT ON (registered_division, number) registered_division, number, id FROM household_versions
      WHERE registered_division IN (SELECT former_division FROM arrivals)
      ORDER BY registered_division, number, valid_until DESC) was
JOIN households h ON h.id = was.id
WHERE was.registered_division = a.former_division AND was.number = a.household_number
  AND h.registered_division = a.registered_division
"""

# What it does not know is a household of its own, told apart as a merge does it, and so the same in the next file. Only
# where the division got another code and nothing else, nobody can be mistaken for somebody else.
_UNKNOWN = """
UPDATE arrivals a SET household_number = a.household_number || '-' || substr(a.former_division, 7)
WHERE a.household_number IS NOT NULL AND a.former_division IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM household_versions v JOIN households h ON h.id = v.id
    WHERE v.registered_division = a.former_division AND h.registered_division = a.registered_division
      AND h.number = a.household_number)
  AND NOT EXISTS (
    SELECT FROM division_lineage l JOIN division_changes c ON c.id = l.change_id AND c.kind = 'recode'
    WHERE l.from_code = a.former_division AND l.to_code = a.registered_division)
"""


async def follow_households(act: Act) -> None:
    """Of a file whose divisions are all in use, nothing."""
    await act.execute(_KNOWN)
    await act.execute(_UNKNOWN)
