"""People files (.xlsx, .csv) into the register: received, read, judged row by row, written in one transaction."""
