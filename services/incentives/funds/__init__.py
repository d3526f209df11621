"""Funds (资金): the money that benefits are paid from, year by year."""
