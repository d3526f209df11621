"""Households (户): families and institutions, their heads and members."""
