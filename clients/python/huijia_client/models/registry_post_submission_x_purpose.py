from typing import Literal

RegistryPostSubmissionXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_POST_SUBMISSION_X_PURPOSE_VALUES: set[RegistryPostSubmissionXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_post_submission_x_purpose(value: str) -> RegistryPostSubmissionXPurpose:
    if value in REGISTRY_POST_SUBMISSION_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_POST_SUBMISSION_X_PURPOSE_VALUES!r}")
