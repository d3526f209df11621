"""Tests of services/registry/corrections."""
