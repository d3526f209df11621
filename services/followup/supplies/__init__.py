"""Contraceptive supplies that people ask for: stock by site and lot. Who takes what is never written down."""
