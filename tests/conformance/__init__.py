"""One suite that both adapters of the event bus must pass."""
