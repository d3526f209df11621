"""The words of each agreement, as shipped in ``texts.yaml``."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from chassis.data_files import read_data

About = Literal["contact", "check", "method", "referral"]


class AgreementText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person is told before they say yes."""

    version: str
    zh: str
    en: str


@cache
def agreement_texts() -> dict[About, AgreementText]:
    """All of them, by what they are about. Raises BadDataFile."""
    return read_data(Path(__file__).with_name("texts.yaml"), dict[About, AgreementText])
