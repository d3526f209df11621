"""Recoveries (追回): what was paid too much, how long it may wait, and how it is settled."""
