"""Duplicates: who may be in the register twice, why that is thought, and what was decided."""
