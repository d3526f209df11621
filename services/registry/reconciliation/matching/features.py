"""What of names and dates is compared, column by column: sounds are looked up once for each name that occurs."""

import pyarrow as pa
import pyarrow.compute as pc

from services.registry.duplicates.features import plain_name, sounds

BORN = (
    "born[1:4] AS born_year, born[5:8] AS born_day,"
    " list_aggregate(list_sort([born[1:2], born[3:4], born[5:6], born[7:8]]), 'string_agg', '') AS born_parts"
)
"""SQL over ``born`` as ``YYYYMMDD``."""


def with_sounds(table: pa.Table, column: str = "name") -> pa.Table:
    """``table`` with ``name`` in plain characters, and how it sounds: sound, family_sound, given_sound."""
    names = pc.dictionary_encode(table[column].combine_chunks())
    told = names.dictionary.to_pylist()
    heard = [_heard(name) if name else [] for name in told]
    columns = {
        "name": [plain_name(name) or None if name else None for name in told],
        "sound": ["".join(syllables) or None for syllables in heard],
        "family_sound": [syllables[0] if syllables else None for syllables in heard],
        "given_sound": ["".join(syllables[1:]) or None for syllables in heard],
    }
    table = table.drop_columns([column])
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values, pa.string()).take(names.indices))
    return table


def _heard(name: str) -> list[str]:
    # Somebody may have typed a name as it sounds: its words are what is heard, the family's first.
    words = name.lower().split()
    return words if name.isascii() and all(map(str.isalpha, words)) else sounds(plain_name(name))


def plain_column(table: pa.Table, column: str) -> pa.Table:
    """``table`` with one column of names in plain characters."""
    names = pc.dictionary_encode(table[column].combine_chunks())
    plain = [plain_name(name) if name else None for name in names.dictionary.to_pylist()]
    values = pa.array(plain, pa.string()).take(names.indices)
    return table.set_column(table.schema.get_field_index(column), column, values)
