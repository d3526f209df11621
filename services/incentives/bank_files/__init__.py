"""Bank files (银行代发文件): what goes to the bank, in its own formats and in ISO 20022."""
