from typing import Literal

GatewayListNoticesXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

GATEWAY_LIST_NOTICES_X_PURPOSE_VALUES: set[GatewayListNoticesXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_gateway_list_notices_x_purpose(value: str) -> GatewayListNoticesXPurpose:
    if value in GATEWAY_LIST_NOTICES_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GATEWAY_LIST_NOTICES_X_PURPOSE_VALUES!r}")
