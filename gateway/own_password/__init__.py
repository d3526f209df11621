"""People change their own passwords: a first one before the first sign-in, any other when they like."""
