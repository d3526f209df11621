"""``huijia verify``: whether the logs, the audit chains and the receipts are what they were."""
