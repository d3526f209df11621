"""The way back in for whoever runs the machine, where no second administrator is left to ask."""
