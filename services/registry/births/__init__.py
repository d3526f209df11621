"""Births: registered whoever the parents are and whatever the child's number (C1)."""
