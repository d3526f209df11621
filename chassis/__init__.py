"""What every service stands on; each file one idea."""
