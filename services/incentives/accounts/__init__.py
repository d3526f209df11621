"""Bank accounts (收款账户) that benefits are paid to: sealed, shown masked, checked before they are kept."""
