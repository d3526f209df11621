"""Figures (指标值): counts by division and month, kept exact with every event, and what the formulas make of them."""
