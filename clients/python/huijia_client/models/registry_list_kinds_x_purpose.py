from typing import Literal

RegistryListKindsXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_KINDS_X_PURPOSE_VALUES: set[RegistryListKindsXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_kinds_x_purpose(value: str) -> RegistryListKindsXPurpose:
    if value in REGISTRY_LIST_KINDS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_KINDS_X_PURPOSE_VALUES!r}")
