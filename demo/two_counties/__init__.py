"""Two counties that do not exist, with families that move between them: ``python -m demo.two_counties``."""
