"""Extracts as they arrive: received, read apart, a verdict for every row, kept sealed until the meeting is over."""
