"""What a bank's word for the outcome of a line means: data."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

Outcome = Literal["paid", "failed", "pending", "unclear"]


class _Faults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    codes: list[str]
    words: list[str]


class BankWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by what they mean."""

    paid: list[str]
    failed: list[str]
    pending: list[str]
    account_at_fault: _Faults
    source: dict[str, str]

    def outcome(self, word: str) -> Outcome:
        """What ``word`` says of a line; ``unclear`` where it is not one that is known."""
        plain = "".join(word.split()).lower()
        for meaning, words in (("paid", self.paid), ("failed", self.failed), ("pending", self.pending)):
            if plain in words:
                return meaning  # type: ignore[return-value]
        return "unclear"

    def blames_account(self, reason: str) -> bool:
        """Whether a payment to the same account would come back again."""
        plain = "".join(reason.split()).lower()
        return plain.startswith(tuple(self.account_at_fault.codes)) or any(
            word in plain for word in self.account_at_fault.words
        )


@cache
def bank_words() -> BankWords:
    """As the file beside this module has them."""
    content = yaml.safe_load(Path(__file__).with_name("bank_words.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(content, BankWords)
