"""Decisions (认定): by which rule, on which facts as known that day, and in words that the person understands."""
