"""Follow-up care: plans that people agreed to, the visits they are owed, and what the visits found."""
