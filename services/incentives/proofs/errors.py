"""Refusals about proofs."""

from chassis.problems import Problem


class UnknownProof(Problem):
    """No such proof, or not of somebody in the caller's divisions."""

    status, slug = 404, "unknown-proof"
    title_zh, title_en = "未找到该证明", "No such proof"


class ProofNotInState(Problem):
    """The proof was replaced, withdrawn or has ended already."""

    status, slug = 409, "proof-not-in-state"
    title_zh, title_en = "该证明已被替换、撤回或已终止", "Replaced, withdrawn or ended already"


class ProofNumberTaken(Problem):
    """Two people at most hold one certificate: its number is on record for two others."""

    status, slug = 409, "proof-number-taken"
    title_zh, title_en = "该证号已登记在其他人名下", "This number is on record for others"
