"""Statements (明细): what was paid, when, why and to which account; per person, per village, per fund."""
