"""Tests of the population registry."""
