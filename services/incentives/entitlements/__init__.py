"""Entitlements (应享待遇): what a person is owed for a span, by an approved decision. Payments are made from these."""
