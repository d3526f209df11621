from typing import Literal

RegistryPostAnswerXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_POST_ANSWER_X_PURPOSE_VALUES: set[RegistryPostAnswerXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_post_answer_x_purpose(value: str) -> RegistryPostAnswerXPurpose:
    if value in REGISTRY_POST_ANSWER_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_POST_ANSWER_X_PURPOSE_VALUES!r}")
