"""Sealed values open only where they belong, with a key that is held; the index tells nothing without its key.

All of it holds for both suites of ciphers alike.
"""

import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from hypothesis import given
from hypothesis import strategies as st

from chassis.ciphers import Sm4Gcm
from chassis.keys import new_sealing_keys, with_new_sealing_key, write_keys
from chassis.sealing import SealBroken, Sealer
from chassis.signing import Suite

KEYS: dict[Suite, dict[str, Any]] = {"international": new_sealing_keys(), "sm": new_sealing_keys("sm")}
both_suites = pytest.mark.parametrize("suite", KEYS)


@both_suites
@given(words=st.text())
def test_what_is_sealed_opens_again(suite: Suite, words: str) -> None:
    sealer = Sealer(KEYS[suite])
    assert sealer.open(sealer.seal(words, "a.b"), "a.b") == words


@both_suites
def test_equal_texts_are_sealed_differently_and_indexed_alike(suite: Suite) -> None:
    sealer = Sealer(KEYS[suite])
    assert sealer.seal("x", "a.b") != sealer.seal("x", "a.b")
    assert sealer.index("x", "a.b") == sealer.index("x", "a.b")
    assert sealer.index("x", "a.b") != sealer.index("x", "a.c")
    assert sealer.index("x", "a.b") != Sealer(new_sealing_keys()).index("x", "a.b")


@both_suites
@given(words=st.text(), context=st.text())
def test_the_index_is_the_beginning_of_an_hmac(suite: Suite, words: str, context: str) -> None:
    message, key = f"{context}\0{words}".encode(), bytes.fromhex(KEYS[suite]["index"].removeprefix("sm3:"))
    sm3 = HMAC(key, hashes.SM3())
    sm3.update(message)
    expected = sm3.finalize() if suite == "sm" else hmac.digest(key, message, "sha256")
    assert Sealer(KEYS[suite]).index(words, context) == expected[:16]


def test_sm4_is_the_standard_s_own() -> None:
    # RFC 8998, appendix A.1.
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    aad = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = b"".join(bytes([byte]) * 8 for byte in bytes.fromhex("aabbccddeeffeeaa"))
    sealed = Sm4Gcm(key).encrypt(nonce, plain, aad)
    assert sealed[-16:].hex() == "83de3541e4c2b58177e065a9bf7b62ec"
    assert sealed[:8].hex() == "17f399f08c67d5ee"
    assert Sm4Gcm(key).decrypt(nonce, sealed, aad) == plain


@both_suites
def test_sealing_many_opens_like_one_and_never_uses_a_nonce_twice(suite: Suite) -> None:
    sealer = Sealer(KEYS[suite])
    seal = sealer.sealing("a.b")
    sealed = [seal("x") for _ in range(2000)]
    assert len({each[1:13] for each in sealed}) == 2000
    assert {sealer.open(each, "a.b") for each in sealed} == {"x"}


@both_suites
@pytest.mark.parametrize("place", range(0, 30, 3))
def test_an_altered_value_does_not_open(suite: Suite, place: int) -> None:
    sealer = Sealer(KEYS[suite])
    sealed = bytearray(sealer.seal("341599198001010012", "a.b"))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        sealer.open(bytes(sealed), "a.b")


@both_suites
@pytest.mark.parametrize("length", [0, 1, 12, 13, 20])
def test_what_is_too_short_to_be_sealed_does_not_open(suite: Suite, length: int) -> None:
    with pytest.raises(SealBroken):
        Sealer(KEYS[suite]).open(bytes([1]) * length, "a.b")


@both_suites
def test_a_value_cannot_be_moved_to_another_column(suite: Suite) -> None:
    sealer = Sealer(KEYS[suite])
    with pytest.raises(SealBroken):
        sealer.open(sealer.seal("x", "a.b"), "a.c")


@both_suites
@pytest.mark.parametrize("other", KEYS)
def test_old_keys_open_after_a_rotation_even_to_another_suite(suite: Suite, other: Suite) -> None:
    sealed = Sealer(KEYS[suite]).seal("x", "a.b")
    rotated = Sealer(with_new_sealing_key(KEYS[suite], other))
    assert rotated.open(sealed, "a.b") == "x"
    assert rotated.seal("x", "a.b")[0] == 2
    assert rotated.index("x", "a.b") == Sealer(KEYS[suite]).index("x", "a.b")


def test_a_running_process_takes_a_new_key_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "registry.sealing.json"
    write_keys(path, KEYS["international"])
    before, other = Sealer.load(tmp_path, "registry"), Sealer.load(tmp_path, "registry")
    assert path.stat().st_mode & 0o777 == 0o600 and not before.refresh()
    write_keys(path, with_new_sealing_key(json.loads(path.read_text()), "sm"))
    assert other.refresh() and other.current == 2
    # Sealed by a process that knows already, opened by one that has not looked yet.
    assert before.open(other.seal("x", "a.b"), "a.b") == "x" and before.current == 2


def test_key_numbers_end_before_they_do_not_fit() -> None:
    keys = KEYS["international"] | {"keys": {"255": KEYS["international"]["keys"]["1"]}, "current": "255"}
    with pytest.raises(ValueError, match="at most 255"):
        with_new_sealing_key(keys, "international")
