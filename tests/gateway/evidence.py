"""Who signs the evidence of a log that a test writes by itself."""

from pathlib import Path

from chassis.checkpoints import CheckpointSigner
from chassis.keys import load_private_key
from gateway.access_log.writer import Evidence
from gateway.receipts.issue import ReceiptSigner


def evidence(home: Path, keys: Path) -> Evidence:
    """With the gateway's key among ``keys``, and checkpoints below ``home``."""
    signing = load_private_key(keys)
    return Evidence(ReceiptSigner("huijia", *signing), CheckpointSigner(*signing), home)
