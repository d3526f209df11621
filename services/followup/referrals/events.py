"""What leaves this service about a referral: its id, place and dates; never whose, where to, nor what for (C5)."""

from typing import Any

from contracts.followup import ReferralClosed, ReferralOpened
from services.followup.referrals.rules import OutcomeClass
from services.followup.referrals.tables import Referral


def made(referral: Referral) -> ReferralOpened:
    """It was made."""
    return ReferralOpened(**_place_and_dates(referral))


def closed(referral: Referral, outcome: OutcomeClass) -> ReferralClosed:
    """It came to an end."""
    if referral.closed_on is None:
        raise ValueError("a closed referral has a day on which it closed")
    return ReferralClosed(**_place_and_dates(referral), closed_on=referral.closed_on, outcome=outcome)


def _place_and_dates(referral: Referral) -> dict[str, Any]:
    return {
        "referral_id": referral.id,
        "division": referral.division,
        "made_on": referral.made_on,
        "due_on": referral.answer_due_on,
    }
