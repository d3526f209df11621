"""What disagrees between the registers, as tasks that a department owes to a person (rules as data)."""
