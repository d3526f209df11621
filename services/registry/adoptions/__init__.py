"""Adoptions (收养) as civil affairs registered them."""
