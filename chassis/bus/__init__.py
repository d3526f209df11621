"""The event bus: two adapters behind one small interface.

Nothing outside this package knows which adapter runs. See docs/adr for why it is built as it is.
"""
