"""Merges: two entries that are one person become one, field by field, and apart again where that was wrong."""
