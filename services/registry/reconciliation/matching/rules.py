"""How a row is compared with an entry of the register, and when the two are linked: pure.

The levels stand in ``settings.json`` too, with what Splink learned that each weighs. Conditions are SQL that DuckDB
takes as it is, and that Splink turns into Spark's. ``l`` is the row, ``r`` the entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LEVELS: dict[str, tuple[tuple[str, str], ...]] = {
    "name": (
        ("null", "name_l IS NULL OR name_r IS NULL"),
        ("same", "name_l = name_r"),
        ("sound", "sound_l = sound_r"),
        ("near", "family_sound_l = family_sound_r AND jaro_winkler_similarity(sound_l, sound_r) >= 0.92"),
        ("swapped", "relative_name_l = name_r"),
        ("given", "given_sound_l <> '' AND given_sound_l = given_sound_r"),
        ("family", "family_sound_l = family_sound_r"),
        ("differs", "ELSE"),
    ),
    "born": (
        ("null", "born_l IS NULL OR born_r IS NULL"),
        ("same", "born_l = born_r"),
        (
            "slip",
            "levenshtein(born_l, born_r) <= 1 OR (born_year_l = born_year_r AND born_parts_l = born_parts_r)",
        ),
        ("part", "born_year_l = born_year_r OR born_day_l = born_day_r"),
        ("differs", "ELSE"),
    ),
    "sex": (("null", "sex_l IS NULL OR sex_r IS NULL"), ("same", "sex_l = sex_r"), ("differs", "ELSE")),
    "number": (
        ("null", "number_l IS NULL OR number_r IS NULL"),
        ("same", "number_l = number_r"),
        ("differs", "ELSE"),
    ),
    "family": (
        ("null", "relative_l IS NULL AND relative_tag_l IS NULL"),
        ("mother", "relative_l = mother_r"),
        ("household", "relative_household_l = household_r"),
        ("named", "instr(family_r, relative_tag_l) > 0"),
        ("differs", "ELSE"),
    ),
    "place": (
        ("null", "place_l IS NULL"),
        ("village", "place_l = place_r OR place_l = registered_r"),
        ("town", "substr(place_l, 1, 9) = substr(place_r, 1, 9) OR substr(place_l, 1, 9) = substr(registered_r, 1, 9)"),
        ("differs", "ELSE"),
    ),
}
"""Feature → (level, condition), the first that holds."""

BLOCKING = (
    "l.born = r.born AND l.family_sound = r.family_sound",
    "l.born = r.born AND l.given_sound = r.given_sound",
    "l.sound = r.sound AND l.born_year = r.born_year",
    "l.sound = r.sound AND l.born_day = r.born_day",
    "l.sound = r.sound AND l.born_parts = r.born_parts",
    "l.born = r.born AND l.relative_name = r.name",
    "l.relative = r.mother AND l.born_year = r.born_year",
    "l.relative_household = r.household AND l.born = r.born",
    "l.sound = r.sound AND l.relative_household = r.household",
    "l.sound = r.sound AND l.place = r.place",
)
"""Only rows and entries that agree on one of these are compared at all."""

NAMED = ("same", "sound", "near", "swapped", "given", "null")
"""Levels of the name without which nothing is linked: the children of one mother share the rest."""


@dataclass(frozen=True)
class Thresholds:
    """Weights: from ``accept`` on linked, from ``review`` on asked; the best leads the second by ``margin``."""

    accept: float
    review: float
    margin: float


def settings(blocking: Sequence[str] = BLOCKING) -> dict[str, Any]:
    """The model before training, in Splink's form: rows are linked to entries, never to each other."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "id",
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in blocking],
        "comparisons": [
            {"output_column_name": feature, "comparison_levels": [_level(*level) for level in levels]}
            for feature, levels in LEVELS.items()
        ],
    }


def _level(label: str, condition: str) -> dict[str, Any]:
    level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": label}
    if label == "null":
        level["is_null_level"] = True
    if condition == "name_l = name_r":
        # 王伟 agrees by chance more often than 欧阳蕤: Splink weighs a name by how common it is.
        level |= {"tf_adjustment_column": "name", "tf_adjustment_weight": 1.0}
    return level


def verdict(best: float, second: float | None, name_level: str, thresholds: Thresholds) -> str:
    """``linked``, ``proposed`` (an officer is asked) or ``none``."""
    if best < thresholds.review or name_level not in NAMED:
        return "none"
    alone = second is None or best - second >= thresholds.margin
    return "linked" if best >= thresholds.accept and alone else "proposed"


def learn_threshold(decisions: Iterable[tuple[float, bool]], base: Thresholds, wanted: float, least: int) -> Thresholds:
    """``accept`` as officers' decisions (weight, whether it was the person) move it, half a unit at a time.

    Down, while the decisions of the half-unit below were all but without exception that it was the person; up above
    the highest that was refused more often than precision allows. Never below ``review``, never far beyond ``base``.
    """
    by_step: dict[int, list[bool]] = {}
    for weight, same in decisions:
        by_step.setdefault(int(weight * 2 // 1), []).append(same)
    step = round(base.accept * 2)
    for above in sorted((s for s in by_step if s >= step), reverse=True):
        refused = by_step[above].count(False)
        if refused and refused / len(by_step[above]) > 1 - wanted:
            return Thresholds((above + 1) / 2, base.review, base.margin)
    while (step - 1) / 2 > base.review:
        below = by_step.get(step - 1, [])
        if len(below) < least or not all(below):
            break
        step -= 1
    return Thresholds(step / 2, base.review, base.margin)
