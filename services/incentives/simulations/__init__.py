"""Simulations (测算): what a new or changed scheme would cost, and whom it would add and drop."""
