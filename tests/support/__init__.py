"""What several tests need: a migrated database, a running service, tokens."""
