"""A published example county: raw files, and a script that makes every score from them by itself."""
