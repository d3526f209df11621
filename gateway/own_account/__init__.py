"""What people see of their own account, and the sessions of theirs that they end themselves."""
