"""The monthly information-sharing meeting."""
