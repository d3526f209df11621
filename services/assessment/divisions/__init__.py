"""The county's divisions, for their names, and for what stands for an old code today."""
