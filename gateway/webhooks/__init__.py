"""Webhooks: departments that would rather be told than ask.

What is told is a kind and an id; never of whom. Whoever is told looks the thing up, for a purpose, like anybody else.
A department may be told of exactly those kinds that a policy in force would let it ask for.
"""
