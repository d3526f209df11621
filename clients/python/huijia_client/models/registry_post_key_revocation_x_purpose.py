from typing import Literal

RegistryPostKeyRevocationXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_POST_KEY_REVOCATION_X_PURPOSE_VALUES: set[RegistryPostKeyRevocationXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_post_key_revocation_x_purpose(value: str) -> RegistryPostKeyRevocationXPurpose:
    if value in REGISTRY_POST_KEY_REVOCATION_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_POST_KEY_REVOCATION_X_PURPOSE_VALUES!r}")
