"""Residence: where people live, and every move they made."""
