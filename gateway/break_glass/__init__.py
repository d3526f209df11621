"""Break-glass: a look outside one's own area in an emergency: short, seen by all, reviewed by somebody else."""
