"""Where people live and where they are registered, as the registry tells of it."""
