"""A group signed by one signature: each of its tokens verifies alone, and nothing else does."""

import json
from typing import Any

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.group_signing import decode_of_group, group_algorithm_of, is_of_group, sign_group
from chassis.merkle import Place, leaf_of, root_from, tree_over
from chassis.signing import SigningKey, Suite, VerifyingKey, b64, new_signing_key, signing_key_of, verifying_key_of


def keys_of(suite: Suite) -> tuple[SigningKey, VerifyingKey]:
    private, public = new_signing_key(suite)
    return signing_key_of(private), verifying_key_of(public)


KEYS: dict[Suite, tuple[SigningKey, VerifyingKey]] = {"international": keys_of("international"), "sm": keys_of("sm")}
SIGNING, VERIFYING = KEYS["international"]


def test_the_tree_is_the_one_of_the_standard() -> None:
    # RFC 6962, section 2.1: the hash of an empty leaf, and the tree of three is ((a b) c).
    assert leaf_of(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    a, b, c = (leaf_of(each) for each in (b"a", b"b", b"c"))
    root, places = tree_over([a, b, c])
    pair, _ = tree_over([a, b])
    assert root == tree_over([pair, c])[0]
    assert places[2] == Place(2, 3, (pair,)) and places[0] == Place(0, 3, (b, c))


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 40), st.data())
def test_every_leaf_finds_the_root_from_its_own_place_alone(size: int, data: st.DataObject) -> None:
    leaves = [leaf_of(bytes([number])) for number in range(size)]
    root, places = tree_over(leaves)
    assert all(root_from(leaf, place) == root for leaf, place in zip(leaves, places, strict=True))
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    if index != other:
        assert root_from(leaves[other], places[index]) != root
    for wrong in (Place(size, size, ()), Place(-1, size, ()), Place(index, size, (*places[index].path, root))):
        assert root_from(leaves[index], wrong) is None
    if places[index].path:
        assert root_from(leaves[index], Place(index, size, places[index].path[:-1])) is None


@pytest.mark.parametrize("suite", ["international", "sm"])
def test_each_token_of_a_group_verifies_and_none_that_was_altered(suite: Suite) -> None:
    signing, verifying = KEYS[suite]
    tokens = [f"header.content-{number}".encode() for number in range(5)]
    proofs = sign_group(tokens, signing)
    assert all(is_of_group(token, proof, verifying) for token, proof in zip(tokens, proofs, strict=True))
    assert not is_of_group(tokens[0], proofs[1], verifying)
    assert not is_of_group(tokens[0] + b"!", proofs[0], verifying)
    assert not is_of_group(tokens[0], proofs[0], keys_of(suite)[1])
    for place in range(0, len(proofs[4]), 7):
        altered = proofs[4][:place] + bytes([proofs[4][place] ^ 1]) + proofs[4][place + 1 :]
        assert not is_of_group(tokens[4], altered, verifying), f"byte {place} may be altered"
    for proof in (b"", proofs[0][:71], proofs[0][:-1], proofs[0] + bytes(32)):
        assert not is_of_group(tokens[0], proof, verifying)


def test_nothing_is_signed_for_an_empty_group() -> None:
    assert sign_group([], SIGNING) == []


def token_of(algorithm: str, says: dict[str, Any]) -> str:
    unsigned = ".".join(b64(json.dumps(each).encode()) for each in ({"alg": algorithm, "typ": "JWT"}, says))
    return f"{unsigned}.{b64(sign_group([unsigned.encode()], SIGNING)[0])}"


def test_a_token_is_read_by_its_own_algorithm_alone() -> None:
    token = token_of(group_algorithm_of(SIGNING), {"jti": "1"})
    assert decode_of_group(token, VERIFYING) == {"jti": "1"}
    for algorithm in ("EdDSA", "none", "HS256", "SM2-Merkle"):
        with pytest.raises(jwt.InvalidTokenError):
            decode_of_group(token_of(algorithm, {"jti": "1"}), VERIFYING)
    with pytest.raises(jwt.InvalidTokenError):
        decode_of_group(jwt.encode({"jti": "1"}, SIGNING, "EdDSA"), VERIFYING)  # type: ignore[arg-type]
    with pytest.raises(jwt.exceptions.InvalidKeyError):
        decode_of_group(token, "a text is no key")  # type: ignore[arg-type]
