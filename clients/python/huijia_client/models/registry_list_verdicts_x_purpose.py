from typing import Literal

RegistryListVerdictsXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_VERDICTS_X_PURPOSE_VALUES: set[RegistryListVerdictsXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_verdicts_x_purpose(value: str) -> RegistryListVerdictsXPurpose:
    if value in REGISTRY_LIST_VERDICTS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_VERDICTS_X_PURPOSE_VALUES!r}")
