from typing import Literal

RegistryListPersonsXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_PERSONS_X_PURPOSE_VALUES: set[RegistryListPersonsXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_persons_x_purpose(value: str) -> RegistryListPersonsXPurpose:
    if value in REGISTRY_LIST_PERSONS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_PERSONS_X_PURPOSE_VALUES!r}")
