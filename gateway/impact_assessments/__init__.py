"""Impact assessments (PIPL art. 55-56): what is done with people's data, what it risks, who decided, and until when."""
