"""Proofs (证明): what people bring for a scheme, above all the certificates of the one-child period."""
