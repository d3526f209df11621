from typing import Literal

GatewayPostAcknowledgementXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

GATEWAY_POST_ACKNOWLEDGEMENT_X_PURPOSE_VALUES: set[GatewayPostAcknowledgementXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_gateway_post_acknowledgement_x_purpose(value: str) -> GatewayPostAcknowledgementXPurpose:
    if value in GATEWAY_POST_ACKNOWLEDGEMENT_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GATEWAY_POST_ACKNOWLEDGEMENT_X_PURPOSE_VALUES!r}")
