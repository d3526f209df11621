"""Plans of care: offered, agreed to, left, completed."""
