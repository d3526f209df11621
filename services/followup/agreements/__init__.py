"""What people agreed to beyond a plan: to be written to, to be checked, to be referred, to have a method noted."""
