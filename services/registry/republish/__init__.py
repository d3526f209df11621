"""Telling the house again how the register stands: so read models are rebuilt although the bus forgets (C12)."""
