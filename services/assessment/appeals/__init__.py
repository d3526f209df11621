"""Appeals (申诉): an office says that a settled figure of its own is wrong; the county answers with a reason."""
