"""A household as events tell of it."""

from contracts.registry import HouseholdChanged, HouseholdFacts, HouseholdRegistered
from services.registry.households.tables import Household


def facts_of(household: Household) -> HouseholdFacts:
    """What the other services may know."""
    return HouseholdFacts(
        registered_division=household.registered_division, kind=household.kind, head_id=household.head_id
    )


def registered(household: Household) -> HouseholdRegistered:
    """The event of a new household."""
    return HouseholdRegistered(household_id=household.id, revision=household.revision, facts=facts_of(household))


def changed(household: Household) -> HouseholdChanged:
    """The event of a changed household."""
    return HouseholdChanged(household_id=household.id, revision=household.revision, facts=facts_of(household))
