"""Runs the whole county on one machine, with all its state under one folder."""
