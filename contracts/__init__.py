"""Published events, one module per producer: all that services know of each other."""
