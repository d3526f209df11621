from typing import Literal

RegistryListDiscrepanciesStateType0 = Literal['answered', 'closed', 'open', 'resolved']

REGISTRY_LIST_DISCREPANCIES_STATE_TYPE_0_VALUES: set[RegistryListDiscrepanciesStateType0] = { 'answered', 'closed', 'open', 'resolved',  }

def check_registry_list_discrepancies_state_type_0(value: str) -> RegistryListDiscrepanciesStateType0:
    if value in REGISTRY_LIST_DISCREPANCIES_STATE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REGISTRY_LIST_DISCREPANCIES_STATE_TYPE_0_VALUES!r}")
