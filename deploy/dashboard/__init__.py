"""Builds the web interface: its packages, its types, its files."""
