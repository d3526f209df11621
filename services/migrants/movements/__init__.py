"""Moves from one place to another, each from the person's own declaration (C8)."""
