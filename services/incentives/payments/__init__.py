"""Payments (发放): each instalment of what is owed, planned by cycle, and where it stands."""
