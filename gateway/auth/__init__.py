"""Who is calling: accounts, passwords and secrets, access tokens, sessions."""
