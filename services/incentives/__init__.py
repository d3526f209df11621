"""Benefit disbursement (奖扶发放): what families are owed, and whether it reached them."""
