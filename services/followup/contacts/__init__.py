"""The telephone number that somebody left so that they can be reminded, with their consent to it."""
