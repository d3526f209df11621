"""Receipts: signed evidence of each disclosure, which says what was shown without showing it again."""
