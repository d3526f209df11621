"""Settlements (结算): a quarter's counts frozen and signed, and what came too late carried into the next one."""
