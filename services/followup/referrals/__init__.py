"""Referrals to another provider: agreed to, made, accepted, answered; or turned down, or out of time."""
