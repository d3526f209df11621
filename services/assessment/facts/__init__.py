"""Facts (事实): each service that an office owed, by when, and what came of it. Never whom it was for (C4, C5)."""
