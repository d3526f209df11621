"""Tests of services/registry/consents."""
