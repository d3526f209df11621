from typing import Literal

RegistryPostParticipantKeyXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

REGISTRY_POST_PARTICIPANT_KEY_X_PURPOSE_VALUES: set[RegistryPostParticipantKeyXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_registry_post_participant_key_x_purpose(value: str) -> RegistryPostParticipantKeyXPurpose:
    if value in REGISTRY_POST_PARTICIPANT_KEY_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_POST_PARTICIPANT_KEY_X_PURPOSE_VALUES!r}")
