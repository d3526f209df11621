"""Whether the visits that people agreed to were made, and when. Never whose, never what for (C4, C5)."""
