"""Handover of services between two counties: both sides agree, and one of them is responsible at every instant."""
