from typing import Literal

AnswerEntryOutcome = Literal['mended', 'needs-time', 'no-difference', 'register-is-wrong']

ANSWER_ENTRY_OUTCOME_VALUES: set[AnswerEntryOutcome] = { 'mended', 'needs-time', 'no-difference', 'register-is-wrong',  }

def check_answer_entry_outcome(value: str) -> AnswerEntryOutcome:
    if value in ANSWER_ENTRY_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ANSWER_ENTRY_OUTCOME_VALUES!r}")
