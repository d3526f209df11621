"""Returns (银行回单): what the bank answers, line by line; what cannot be matched is set aside."""
