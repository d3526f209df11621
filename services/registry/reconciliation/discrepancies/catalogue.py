"""The rules of ``rules.yaml``: what counts as a discrepancy, whose task it is, and what the person gains."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from chassis.deadlines import Provision, in_force

Matter = Literal["registration", "address", "birth", "death", "marriage", "schooling", "payment"]
Severity = Literal["high", "medium", "low"]
Remedy = Literal[
    "none",
    "register-birth",
    "register-death",
    "register-marriage",
    "register-divorce",
    "register-move",
    "correct-identity",
    "ask-duplicates",
]
OFFICE, SUBMITTER = "population-office", "submitter"
REGISTRATION_MATTERS: tuple[Matter, ...] = ("registration", "address", "birth", "death")
"""The only matters that public security has a part in (C7)."""

_FILE = Path(__file__).with_name("rules.yaml")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule. ``find`` is SQL over the tables that matching makes."""

    zh: str
    en: str
    matter: Matter
    severity: Severity
    owner: str
    needs: list[str]
    shows: list[str]
    shows_person: list[Literal["name", "birth_date", "residence_division"]] = []
    remedy: Remedy
    benefit_zh: str
    benefit_en: str
    evidence_zh: str
    evidence_en: str
    deadlines: list[Provision]
    find: str

    def due_on(self, opened: date) -> date:
        """The last day for it. Raises NoDeadline."""
        return in_force(self.deadlines, opened).last_day(opened)

    def owner_of(self, submitter: str | None) -> str | None:
        """Whose task it is; None where that would be public security with what is not its matter (C7)."""
        owner = submitter if self.owner == SUBMITTER else self.owner
        if owner == "public-security" and self.matter not in REGISTRATION_MATTERS:
            return None
        return owner


@cache
def rules() -> dict[str, Rule]:
    """All rules by code. Raises msgspec.ValidationError."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text("utf-8")), dict[str, Rule])
