"""Accounts and their sessions, as the administrator sees them: suspended, given back, ended at once."""
