"""Persons: who is in the register, as they are now and as they were."""
