"""Backups of a county: encrypted for a key that is not on the server, and restored with a proof of equality."""
