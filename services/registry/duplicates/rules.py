"""How two entries are compared, what each agreement weighs, and when somebody is asked: pure.

The levels are written twice, as SQL for the search of the whole register (Splink on DuckDB) and as Python for one new
entry; a test holds them together. The weights come from ``model.json``, which training writes.
"""

from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

from services.registry.duplicates.features import Features

LEVELS: dict[str, tuple[tuple[str, str], ...]] = {
    "document": (
        ("null", "document_l IS NULL OR document_r IS NULL"),
        ("same", "document_l = document_r"),
        ("differs", "ELSE"),
    ),
    "name": (
        ("same", "name_l = name_r"),
        ("sound", "sound_l = sound_r"),
        ("near", "family_sound_l = family_sound_r AND damerau_levenshtein(given_sound_l, given_sound_r) <= 1"),
        ("given", "given_sound_l <> '' AND given_sound_l = given_sound_r"),
        ("family", "family_sound_l = family_sound_r"),
        ("differs", "ELSE"),
    ),
    "born": (
        ("same", "born_l = born_r"),
        (
            "slip",
            "damerau_levenshtein(born_l, born_r) <= 1 OR (born_l[1:4] = born_r[1:4]"
            " AND born_l[5:6] = born_r[7:8] AND born_l[7:8] = born_r[5:6])",
        ),
        ("part", "born_l[1:6] = born_r[1:6] OR born_l[5:8] = born_r[5:8]"),
        ("differs", "ELSE"),
    ),
    "sex": (
        ("null", "sex_l IS NULL OR sex_r IS NULL"),
        ("same", "sex_l = sex_r"),
        ("differs", "ELSE"),
    ),
    "family": (
        ("null", "(mother_l IS NULL OR mother_r IS NULL) AND (household_l IS NULL OR household_r IS NULL)"),
        ("mother", "mother_l = mother_r"),
        ("household", "household_l = household_r"),
        ("differs", "ELSE"),
    ),
    "place": (
        ("village", "place_l = place_r OR registered_l = registered_r OR place_l = registered_r"
         " OR registered_l = place_r"),
        ("town", "place_l[1:9] = place_r[1:9] OR registered_l[1:9] = registered_r[1:9]"),
        ("differs", "ELSE"),
    ),
}  # fmt: skip
"""Feature → (level, condition), the first that holds."""

NAMED = ("same", "sound", "near", "given")
"""Levels of the name without which nobody is asked: twins share everything else, and are two."""

LEAST_WEIGHT = 3.0
"""log2 of the odds from which on somebody is asked: eight to one. A design choice."""

Evidence = dict[str, str]
Weights = Mapping[str, Mapping[str, float]]


def weights_of(model: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """log2(m/u) of each level, from Splink's settings; ``prior`` is the odds that two entries are one person."""
    chance = model["probability_two_random_records_match"]
    weights = {"prior": {"": log2(chance / (1 - chance))}}
    for comparison in model["comparisons"]:
        levels = comparison["comparison_levels"]
        weights[comparison["output_column_name"]] = {
            level["label_for_charts"]: 0.0
            if level.get("is_null_level")
            else log2(level["m_probability"] / level["u_probability"])
            for level in levels
        }
    return weights


def evidence_of(one: Features, other: Features) -> Evidence:
    """Of each feature, the level on which the two agree."""
    return {
        "document": _either_null(one.document, other.document),
        "name": _name(one, other),
        "born": _born(one.born, other.born),
        "sex": _either_null(one.sex, other.sex),
        "family": _family(one, other),
        "place": _place(one, other),
    }


def weight(evidence: Evidence, weights: Weights) -> float:
    """log2 of the odds that the two are one person."""
    return weights["prior"][""] + sum(weights[feature][level] for feature, level in evidence.items())


def worth_asking(evidence: Evidence, total: float) -> bool:
    """Whether a clerk should look at the two."""
    if evidence["document"] == "same" or evidence.get("number") == "same":
        return True
    return evidence["name"] in NAMED and total >= LEAST_WEIGHT


def new_proof(evidence: Evidence, before: Mapping[str, str]) -> bool:
    """Whether a pair that was found not to be the same is asked about again: only for a document not known then."""
    return any(evidence.get(kind) == "same" and before.get(kind) != "same" for kind in ("document", "number"))


def _either_null(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "null"
    return "same" if one == other else "differs"


def _name(one: Features, other: Features) -> str:
    if one.name == other.name:
        return "same"
    if one.sound == other.sound:
        return "sound"
    if one.family_sound == other.family_sound:
        return "near" if slips(one.given_sound, other.given_sound) <= 1 else _given(one, other, "family")
    return _given(one, other, "differs")


def _given(one: Features, other: Features, otherwise: str) -> str:
    return "given" if one.given_sound and one.given_sound == other.given_sound else otherwise


def _born(one: str, other: str) -> str:
    if one == other:
        return "same"
    swapped = one[:4] == other[:4] and one[4:6] == other[6:8] and one[6:8] == other[4:6]
    if swapped or slips(one, other) <= 1:
        return "slip"
    return "part" if one[:6] == other[:6] or one[4:8] == other[4:8] else "differs"


def _family(one: Features, other: Features) -> str:
    mothers, households = (one.mother, other.mother), (one.household, other.household)
    if None in mothers and None in households:
        return "null"
    if one.mother is not None and one.mother == other.mother:
        return "mother"
    return "household" if one.household is not None and one.household == other.household else "differs"


def _place(one: Features, other: Features) -> str:
    if {one.place, one.registered} & {other.place, other.registered}:
        return "village"
    same_town = one.place[:9] == other.place[:9] or one.registered[:9] == other.registered[:9]
    return "town" if same_town else "differs"


def slips(one: str, other: str) -> int:
    """Damerau-Levenshtein distance: characters left out, added, exchanged, or two in the wrong order."""
    seen: dict[str, int] = {}
    far = len(one) + len(other)
    rows: list[list[int]] = [[far] * (len(other) + 2), [far, *range(len(other) + 1)]]
    for i, left in enumerate(one, 1):
        row, last = [far, i], 0
        for j, right in enumerate(other, 1):
            k, before = seen.get(right, 0), last
            if left == right:
                last = j
            swap = rows[k][before] + (i - k - 1) + 1 + (j - before - 1)
            row.append(min(rows[i][j] + (left != right), row[j] + 1, rows[i][j + 1] + 1, swap))
        rows.append(row)
        seen[left] = i
    return rows[-1][-1]


def settings(rules: Sequence[str]) -> dict[str, Any]:
    """The model before training, in Splink's form; ``rules`` are its blocking rules."""
    comparisons = [
        {"output_column_name": feature, "comparison_levels": [_level(*level) for level in levels]}
        for feature, levels in LEVELS.items()
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": 1e-6,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in rules],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _level(label: str, condition: str) -> dict[str, Any]:
    level = {"sql_condition": condition, "label_for_charts": label}
    return level | ({"is_null_level": True} if label == "null" else {})
