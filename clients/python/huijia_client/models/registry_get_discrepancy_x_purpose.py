from typing import Literal

RegistryGetDiscrepancyXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_GET_DISCREPANCY_X_PURPOSE_VALUES: set[RegistryGetDiscrepancyXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_get_discrepancy_x_purpose(value: str) -> RegistryGetDiscrepancyXPurpose:
    if value in REGISTRY_GET_DISCREPANCY_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_GET_DISCREPANCY_X_PURPOSE_VALUES!r}")
