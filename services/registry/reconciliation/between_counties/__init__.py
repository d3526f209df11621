"""What two counties could not settle between their desks: the meeting sees it as a reference, without a person."""
