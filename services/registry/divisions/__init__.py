"""Divisions (行政区划): the county's places by their 12-digit codes."""
