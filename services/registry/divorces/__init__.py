"""Divorces (离婚) as civil affairs or a court registered them."""
