"""Postings (公示): the list hangs out for working days, names masked; then what nobody objected to is approved."""
