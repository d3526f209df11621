"""Work without a network: what a worker needs in the coming days, and what came of it, sent when there is one."""
