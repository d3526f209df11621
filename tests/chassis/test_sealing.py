"""Sealed values open only where they belong, with a key that is held; the index tells nothing without its key."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.keys import new_sealing_keys
from chassis.sealing import SealBroken, Sealer

KEYS = new_sealing_keys()


@given(st.text())
def test_what_is_sealed_opens_again(words: str) -> None:
    sealer = Sealer(KEYS)
    assert sealer.open(sealer.seal(words, "a.b"), "a.b") == words


def test_equal_texts_are_sealed_differently_and_indexed_alike() -> None:
    sealer = Sealer(KEYS)
    assert sealer.seal("x", "a.b") != sealer.seal("x", "a.b")
    assert sealer.index("x", "a.b") == sealer.index("x", "a.b")
    assert sealer.index("x", "a.b") != sealer.index("x", "a.c")
    assert sealer.index("x", "a.b") != Sealer(new_sealing_keys()).index("x", "a.b")


@given(st.text(), st.text())
def test_the_index_is_the_beginning_of_an_hmac(words: str, context: str) -> None:
    message = f"{context}\0{words}".encode()
    expected = hmac.digest(bytes.fromhex(KEYS["index"]), message, "sha256")[:16]
    assert Sealer(KEYS).index(words, context) == expected


def test_sealing_many_opens_like_one_and_never_uses_a_nonce_twice() -> None:
    sealer = Sealer(KEYS)
    seal = sealer.sealing("a.b")
    sealed = [seal("x") for _ in range(2000)]
    assert len({each[1:13] for each in sealed}) == 2000
    assert {sealer.open(each, "a.b") for each in sealed} == {"x"}


@pytest.mark.parametrize("place", range(0, 30, 3))
def test_an_altered_value_does_not_open(place: int) -> None:
    sealer = Sealer(KEYS)
    sealed = bytearray(sealer.seal("341599198001010012", "a.b"))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        sealer.open(bytes(sealed), "a.b")


def test_a_value_cannot_be_moved_to_another_column() -> None:
    sealer = Sealer(KEYS)
    with pytest.raises(SealBroken):
        sealer.open(sealer.seal("x", "a.b"), "a.c")


def test_old_keys_open_after_a_rotation() -> None:
    sealed = Sealer(KEYS).seal("x", "a.b")
    rotated = KEYS | {"current": "2", "keys": KEYS["keys"] | {"2": new_sealing_keys()["keys"]["1"]}}
    assert Sealer(rotated).open(sealed, "a.b") == "x"
    assert Sealer(rotated).seal("x", "a.b")[0] == 2
