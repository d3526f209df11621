"""Schemes (扶助项目) as data: who is entitled to how much, from when, by which source."""
