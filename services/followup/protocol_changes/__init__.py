"""A new version of a protocol is a decision about the plans that run: keep, rebase or restart."""
