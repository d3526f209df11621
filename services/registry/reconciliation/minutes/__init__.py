"""The minutes: facts, paper and .docx, signatures by the participants' own keys."""
