from typing import Literal

RegistryPostRecordsXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_POST_RECORDS_X_PURPOSE_VALUES: set[RegistryPostRecordsXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_post_records_x_purpose(value: str) -> RegistryPostRecordsXPurpose:
    if value in REGISTRY_POST_RECORDS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_POST_RECORDS_X_PURPOSE_VALUES!r}")
