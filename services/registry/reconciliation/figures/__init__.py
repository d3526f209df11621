"""Match rates and discrepancies by owner and month; told to the house by events without persons."""
