"""How long the gateway keeps what has ended, as data, and the sweep that holds to it (C12)."""
