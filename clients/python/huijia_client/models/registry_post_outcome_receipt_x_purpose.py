from typing import Literal

RegistryPostOutcomeReceiptXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_POST_OUTCOME_RECEIPT_X_PURPOSE_VALUES: set[RegistryPostOutcomeReceiptXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_post_outcome_receipt_x_purpose(value: str) -> RegistryPostOutcomeReceiptXPurpose:
    if value in REGISTRY_POST_OUTCOME_RECEIPT_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_POST_OUTCOME_RECEIPT_X_PURPOSE_VALUES!r}")
