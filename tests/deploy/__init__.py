"""Tests of the local installation."""
