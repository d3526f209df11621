from typing import Literal

RegistryGetSessionXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_GET_SESSION_X_PURPOSE_VALUES: set[RegistryGetSessionXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_get_session_x_purpose(value: str) -> RegistryGetSessionXPurpose:
    if value in REGISTRY_GET_SESSION_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_GET_SESSION_X_PURPOSE_VALUES!r}")
