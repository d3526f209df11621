"""No private key, token or password of anything real stands in a file of the project."""

import re
import subprocess

import pytest

from tests.conftest import ROOT

_PRIVATE = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}"),
    "an age identity": re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{50}"),
    "a private JWK": re.compile(r'"d"\s*:\s*"[A-Za-z0-9_-]{43}"'),
    "a signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{60,}"),
    "a cloud's access key": re.compile(r"\b(?:AKIA|ASIA|LTAI)[0-9A-Za-z]{16,20}\b"),
    "a password in an address": re.compile(r"postgres(?:ql)?://\w+:[A-Za-z0-9]{12,}@"),
}


def test_no_file_holds_a_secret() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this checkout has no git")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    assert len(paths) > 500
    found = []
    for path in paths:
        if path.suffix in (".png", ".ttf", ".otf", ".xlsx", ".gz") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {what}" for what, pattern in _PRIVATE.items() if pattern.search(text)]
    assert not found


def test_the_patterns_find_what_they_are_for() -> None:
    planted = {
        "a private key": "-----BEGIN PRIVATE KEY-----\n" + "A" * 64,
        "an age identity": "AGE-SECRET-KEY-1" + "Q" * 58,
        "a private JWK": '"d": "' + "x" * 43 + '"',
        "a signed token": "eyJ" + "a" * 30 + ".eyJ" + "b" * 30 + "." + "c" * 86,
        "a cloud's access key": "AKIA" + "B" * 16,
        "a password in an address": "postgresql://somebody:" + "k" * 20 + "@db/huijia",
    }
    assert all(_PRIVATE[what].search(text) for what, text in planted.items()) and planted.keys() == _PRIVATE.keys()
