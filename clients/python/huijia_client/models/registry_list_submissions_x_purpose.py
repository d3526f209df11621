from typing import Literal

RegistryListSubmissionsXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_SUBMISSIONS_X_PURPOSE_VALUES: set[RegistryListSubmissionsXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_submissions_x_purpose(value: str) -> RegistryListSubmissionsXPurpose:
    if value in REGISTRY_LIST_SUBMISSIONS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_SUBMISSIONS_X_PURPOSE_VALUES!r}")
