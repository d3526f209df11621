"""Papers: PDF in Chinese on a machine without Chinese fonts; the typefaces are shipped and embedded."""
