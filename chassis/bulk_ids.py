"""UUIDs of version 7 for very many rows of one statement.

``new_event_id()`` asks the system's random source for each row, which takes as long as to write the row. Here a
statement asks once, and counts on from there (RFC 9562, section 6.2, method 2: what is random is a counter as well).
"""

# Sixteen digits, the last of a random UUID's: the variant's two bits, and 62 that are random. The highest of these is
# cleared, so that no number of rows carries over into the variant.
_START = """
SELECT ('x' || translate(right(gen_random_uuid()::text, 17), '-', ''))::bit(64)::bigint & ~(1::bigint << 61)
"""
BULK_ID = f"""((SELECT left(new_event_id()::text, 19)) || to_hex(({_START}) + row_number() OVER ()))::uuid"""
"""An SQL expression for the select list of a statement over many rows, which must not lock them (``FOR SHARE``)."""
