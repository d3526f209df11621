"""Assessment scoring (考核评估): how well each office served its people. Residents are never scored (C4)."""
