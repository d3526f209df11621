"""Consents (同意) and notices (告知): what people were told and agreed to, in which words, and what they took back."""
