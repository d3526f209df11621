"""The ledger (总账): where each fen of a fund stands, double entry, append-only, per fund and budget year."""
