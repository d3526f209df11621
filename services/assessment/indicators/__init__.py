"""Indicators (指标) as data: what is counted of which facts, and how the counts make a figure."""
