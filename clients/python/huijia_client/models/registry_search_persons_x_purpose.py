from typing import Literal

RegistrySearchPersonsXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_SEARCH_PERSONS_X_PURPOSE_VALUES: set[RegistrySearchPersonsXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_search_persons_x_purpose(value: str) -> RegistrySearchPersonsXPurpose:
    if value in REGISTRY_SEARCH_PERSONS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_SEARCH_PERSONS_X_PURPOSE_VALUES!r}")
