"""Which days are worked in this county; every service counts by it."""
