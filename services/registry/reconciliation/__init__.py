"""The monthly information-sharing meeting: what disagrees between the registers is a task owed to a person."""
