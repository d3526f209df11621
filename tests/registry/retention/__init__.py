"""Tests of services/registry/retention."""
