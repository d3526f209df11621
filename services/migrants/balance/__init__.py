"""Nobody counted twice, nobody lost: who lives where, added up every night from what changed, and counted anew."""
