"""Four eyes on access: accounts, their duties, clients' keys, certificates and secrets are proposed, then approved."""
