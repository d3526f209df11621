"""Keep the rejected rows with all their faults and sealed cells, and take them out of what is written."""

from services.registry.imports.act import Act

_EARLY = """
INSERT INTO import_rejections (import_id, row_number, faults, cells)
SELECT $1, row_number, faults::jsonb, cells FROM arrivals WHERE faults IS NOT NULL
"""

_LATE = """
INSERT INTO import_rejections (import_id, row_number, faults, cells)
SELECT $1, f.row_number, f.faults, c.cells
FROM (SELECT row_number, jsonb_agg(jsonb_build_array(column_name, code, coalesce(hint, ''))) AS faults
      FROM late_faults GROUP BY row_number) f
LEFT JOIN late_cells c USING (row_number)
"""


async def set_aside_early(act: Act) -> int:
    """Rows that were faulty by themselves; how many."""
    rejected = await act.execute(_EARLY, act.import_id)
    if rejected:
        await act.execute("DELETE FROM arrivals WHERE faults IS NOT NULL")
    return rejected


async def set_aside_late(act: Act) -> int:
    """Rows that were faulty beside others (``late_faults``, ``late_cells``); how many."""
    rejected = await act.execute(_LATE, act.import_id)
    for table in ("arrivals", "matches"):
        await act.execute(f"DELETE FROM {table} USING late_faults l WHERE l.row_number = {table}.row_number")
    return rejected
