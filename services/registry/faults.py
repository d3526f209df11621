"""Findings as the 422 that a caller gets: every fault, each with its place."""

from collections.abc import Sequence

from chassis.problems import BadPayload, Fault
from services.registry.findings import Finding


def refuse(findings: Sequence[Finding]) -> None:
    """Raises BadPayload naming all findings, if there are any."""
    if findings:
        raise BadPayload(faults=[Fault(f"#/{f.path}", f.code, f"{f.zh} ({f.en})") for f in findings])
