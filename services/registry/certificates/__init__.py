"""Certificates (证明): papers that the register hands out, and that anybody can verify without asking it."""
