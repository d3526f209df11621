"""The map of the divisions that the operator gives, for pictures: outlines and codes, nothing else."""
