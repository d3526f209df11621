from typing import Literal

RegistryGetSubmissionXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_GET_SUBMISSION_X_PURPOSE_VALUES: set[RegistryGetSubmissionXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_get_submission_x_purpose(value: str) -> RegistryGetSubmissionXPurpose:
    if value in REGISTRY_GET_SUBMISSION_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_GET_SUBMISSION_X_PURPOSE_VALUES!r}")
