"""A function that tells the planner how large the register is, for the end of an import.

Whoever enters half a million people into an empty register has their foreign keys checked by plans for an empty one:
of two indexes that hold the id, the planner then takes either, and the wrong one is read from end to end for every
row. As the owner, since only the owner may analyse a table.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_REFRESH = """
CREATE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET default_statistics_target = 20 AS $$
BEGIN
    ANALYZE registry.households (id, registered_division);
    ANALYZE registry.persons (id, name, birth_date, registered_division, residence_division, household_id);
END $$
"""


def upgrade() -> None:
    """Touches no row."""
    op.execute(_REFRESH)
    op.execute("REVOKE EXECUTE ON FUNCTION refresh_statistics() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION refresh_statistics() TO huijia_registry")
