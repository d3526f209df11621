"""``python -m services.registry.certificates verify FILE|TEXT --keys jwks.json [--revocations list.jws]``."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from chassis import clock
from services.registry.certificates.facts import TITLES
from services.registry.certificates.signing import read_keys
from services.registry.certificates.verify import Verdict, verify_file, verify_text

_EXIT = {"valid": 0, "not-genuine": 1, "revoked": 2}
_WORDS = {"valid": "有效 VALID", "revoked": "已作废 REVOKED", "not-genuine": "不是真件 NOT GENUINE"}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where the certificate is valid, 1 where it is not genuine, 2 where it has been revoked."""
    parser = argparse.ArgumentParser(prog="python -m services.registry.certificates", description=__doc__)
    verify = parser.add_subparsers(dest="command", required=True).add_parser("verify", help="verify a certificate")
    verify.add_argument("certificate", help="a PDF file, or the text that the QR code holds")
    verify.add_argument("--keys", type=Path, required=True, help="the published keys (JWKS)")
    verify.add_argument("--revocations", type=Path, help="the signed list of revoked certificates")
    told = parser.parse_args(arguments)
    verdict = _verdict(told.certificate, told.keys, told.revocations)
    sys.stdout.write("\n".join(_lines(verdict)) + "\n")
    return _EXIT[verdict.outcome]


def _verdict(certificate: str, keys: Path, revocations: Path | None) -> Verdict:
    known = read_keys(json.loads(keys.read_text("utf-8")))
    listed = revocations.read_text("ascii") if revocations else None
    # A token is longer than any file name may be.
    path = Path(certificate) if len(certificate) < 200 else None
    if path is not None and path.is_file():
        return verify_file(path.read_bytes(), known, listed, clock.now())
    return verify_text(certificate, known, listed, clock.now())


def _lines(verdict: Verdict) -> list[str]:
    lines = [f"{_WORDS[verdict.outcome]}: {verdict.reason}"]
    if verdict.token is not None:
        token = verdict.token
        lines += [f"{TITLES.get(token.kind, token.kind)}  {token.number}  {token.issued_on}  {token.summary}"]
    if verdict.facts is not None:
        lines += [f"  {label}: {value}" for label, value in verdict.facts.rows]
        lines += ["  " + " | ".join(row) for row in verdict.facts.table]
    return lines


if __name__ == "__main__":
    sys.exit(main())
