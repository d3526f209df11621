"""The flow of events as it passes, for the office's picture of it: kinds and places, never whom they are about."""
