"""How long what assessment holds of people is kept, and the sweep that sees to it (C12)."""
