"""How many calls each client may make: token buckets, with their sizes as data."""
