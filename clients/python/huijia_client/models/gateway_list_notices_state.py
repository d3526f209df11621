from typing import Literal

GatewayListNoticesState = Literal['acknowledged', 'open', 'overdue']

GATEWAY_LIST_NOTICES_STATE_VALUES: set[GatewayListNoticesState] = { 'acknowledged', 'open', 'overdue',  }

def check_gateway_list_notices_state(value: str) -> GatewayListNoticesState:
    if value in GATEWAY_LIST_NOTICES_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GATEWAY_LIST_NOTICES_STATE_VALUES!r}")
