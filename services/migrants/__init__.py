"""Migrant tracking (流动人口服务): people who live elsewhere than they are registered, and their services."""
