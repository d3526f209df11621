from typing import Literal

RegistryListDiscrepanciesXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_DISCREPANCIES_X_PURPOSE_VALUES: set[RegistryListDiscrepanciesXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_discrepancies_x_purpose(value: str) -> RegistryListDiscrepanciesXPurpose:
    if value in REGISTRY_LIST_DISCREPANCIES_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_DISCREPANCIES_X_PURPOSE_VALUES!r}")
