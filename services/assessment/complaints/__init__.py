"""Complaints and letters (来信来访来电): registered with a number, assigned, answered, rated, and reopened if need be.

A complaint about coercion goes past the office concerned: the county and the auditor see it, nobody below.
"""
