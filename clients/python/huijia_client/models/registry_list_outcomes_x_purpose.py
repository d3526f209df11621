from typing import Literal

RegistryListOutcomesXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_OUTCOMES_X_PURPOSE_VALUES: set[RegistryListOutcomesXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_outcomes_x_purpose(value: str) -> RegistryListOutcomesXPurpose:
    if value in REGISTRY_LIST_OUTCOMES_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_OUTCOMES_X_PURPOSE_VALUES!r}")
