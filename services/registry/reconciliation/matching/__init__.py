"""Rows of extracts to persons of the register: by number, else by weights that Splink learned."""
