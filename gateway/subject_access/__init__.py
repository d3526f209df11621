"""A person's own view: who looked, a copy of what is held, and requests answered in time, with reasons (C9)."""
