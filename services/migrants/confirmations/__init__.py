"""Do two counties say the same of where somebody lives? If not, their desks settle it, in a thread."""
