"""Declarations (申报): vital events that somebody has told of, until the register takes them or turns them down."""
