"""Turns an uploaded file into rows of text, in bounded memory, and refuses what is unsafe or unreadable."""
