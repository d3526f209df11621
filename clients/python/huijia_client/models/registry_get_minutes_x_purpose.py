from typing import Literal

RegistryGetMinutesXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_GET_MINUTES_X_PURPOSE_VALUES: set[RegistryGetMinutesXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_get_minutes_x_purpose(value: str) -> RegistryGetMinutesXPurpose:
    if value in REGISTRY_GET_MINUTES_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_GET_MINUTES_X_PURPOSE_VALUES!r}")
