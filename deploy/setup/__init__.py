"""Prepares a county that runs in containers, on a cluster or under systemd: secrets, database, accounts."""
