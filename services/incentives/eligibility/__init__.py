"""Who is entitled: schemes evaluated over columns of facts, the same way for a million people and for one."""
