from typing import Literal

RegistryListSessionsXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_SESSIONS_X_PURPOSE_VALUES: set[RegistryListSessionsXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_sessions_x_purpose(value: str) -> RegistryListSessionsXPurpose:
    if value in REGISTRY_LIST_SESSIONS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_SESSIONS_X_PURPOSE_VALUES!r}")
