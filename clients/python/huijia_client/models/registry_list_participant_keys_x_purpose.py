from typing import Literal

RegistryListParticipantKeysXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_LIST_PARTICIPANT_KEYS_X_PURPOSE_VALUES: set[RegistryListParticipantKeysXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_list_participant_keys_x_purpose(value: str) -> RegistryListParticipantKeysXPurpose:
    if value in REGISTRY_LIST_PARTICIPANT_KEYS_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_PARTICIPANT_KEYS_X_PURPOSE_VALUES!r}")
