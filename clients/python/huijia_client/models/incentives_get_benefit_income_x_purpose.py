from typing import Literal

IncentivesGetBenefitIncomeXPurpose = Literal['correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment']

INCENTIVES_GET_BENEFIT_INCOME_X_PURPOSE_VALUES: set[IncentivesGetBenefitIncomeXPurpose] = { 'correction-notice', 'household-registration', 'low-income-check', 'marriage-registration', 'newborn-care', 'pension-eligibility', 'register-reconciliation', 'school-enrolment',  }

def check_incentives_get_benefit_income_x_purpose(value: str) -> IncentivesGetBenefitIncomeXPurpose:
    if value in INCENTIVES_GET_BENEFIT_INCOME_X_PURPOSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INCENTIVES_GET_BENEFIT_INCOME_X_PURPOSE_VALUES!r}")
