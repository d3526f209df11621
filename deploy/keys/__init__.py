"""Changing keys of an installation while it runs."""
