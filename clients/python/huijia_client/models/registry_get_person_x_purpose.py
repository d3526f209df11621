from typing import Literal

RegistryGetPersonXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_GET_PERSON_X_PURPOSE_VALUES: set[RegistryGetPersonXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_get_person_x_purpose(value: str) -> RegistryGetPersonXPurpose:
    if value in REGISTRY_GET_PERSON_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_GET_PERSON_X_PURPOSE_VALUES!r}")
