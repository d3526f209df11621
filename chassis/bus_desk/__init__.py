"""How a service stands with the bus, over HTTP: what waits, how far behind it is, and what it could not process."""
