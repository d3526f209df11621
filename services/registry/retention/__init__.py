"""Retention (保存期限) and erasure (删除): nothing is kept longer than its period, and each removal leaves a proof."""
