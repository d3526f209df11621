from typing import Literal

RegistryPostMinutesSignatureXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_POST_MINUTES_SIGNATURE_X_PURPOSE_VALUES: set[RegistryPostMinutesSignatureXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_post_minutes_signature_x_purpose(value: str) -> RegistryPostMinutesSignatureXPurpose:
    if value in REGISTRY_POST_MINUTES_SIGNATURE_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_POST_MINUTES_SIGNATURE_X_PURPOSE_VALUES!r}")
