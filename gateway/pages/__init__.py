"""The pages of the gateway itself: a word of welcome, the API reference, health."""
