"""Signatures of both suites: what is signed verifies with its own key and algorithm, and with nothing else."""

import json
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.exceptions import InvalidSignature

from chassis import clock
from chassis.auth import Caller, TokenVerifier, sign
from chassis.checkpoints import CheckpointBroken, CheckpointSigner, read_checkpoint
from chassis.keys import PUBLIC_KEYS_FILE, create_keys, load_private_key, load_public_keys
from chassis.problems import NotSignedIn
from chassis.signing import Suite, UnknownSuite, algorithm_of, new_signing_key, signing_key_of, verifying_key_of
from chassis.sm2 import Sm2PublicKey
from deploy.keys.rotate import rotate_signing_key

SUITES: tuple[Suite, ...] = ("international", "sm")
both_suites = pytest.mark.parametrize("suite", SUITES)
CALLER = Caller(subject="x", kind="staff", role="auditor", division="341599000000")


@both_suites
def test_a_signature_holds_for_its_message_and_key_alone(suite: Suite) -> None:
    private, public = new_signing_key(suite)
    signature = signing_key_of(private).sign(b"said")
    verifying_key_of(public).verify(signature, b"said")
    others = verifying_key_of(new_signing_key(suite)[1])
    altered = bytes([signature[0] ^ 1]) + signature[1:]
    for key, given, message in (
        (verifying_key_of(public), signature, b"other"),
        (verifying_key_of(public), altered, b"said"),
        (verifying_key_of(public), signature[:-1], b"said"),
        (verifying_key_of(public), bytes(64), b"said"),
        (others, signature, b"said"),
    ):
        with pytest.raises(InvalidSignature):
            key.verify(given, message)


def test_sm2_verifies_what_others_signed() -> None:
    # Made with another implementation: openssl dgst -sm3 -sign … -sigopt distid:1234567812345678 (OpenSSL 3.0).
    point = bytes.fromhex(
        "65ee3f9e13bf7972a9ce7f7339002457e7db606414091b4242f776393d4ff01c"
        "dea7f8643a11749cdfe5bd15ce56d845e319c9a425a4f28ee6308086512232b0"
    )
    signature = bytes.fromhex(
        "88e0cacc1e5951bc46cd8f9f50bcbe6c02c4129aea1c7488cc27c7b3f6eaa20e"
        "8f857339033bd07f8fc7bbdb4f034eea55abd12f04351d560d4cf1a6d545a8d2"
    )
    Sm2PublicKey(point).verify(signature, b"huijia")
    with pytest.raises(InvalidSignature):
        Sm2PublicKey(point).verify(signature, b"Huijia")


def test_no_algorithm_passes_for_the_other() -> None:
    keys = {suite: new_signing_key(suite) for suite in SUITES}
    for signed_with, read_with in (("international", "sm"), ("sm", "international")):
        key = signing_key_of(keys[signed_with][0])  # type: ignore[index]
        token = jwt.encode({"a": 1}, key, algorithm_of(key))  # type: ignore[arg-type]
        other = verifying_key_of(keys[read_with][1])  # type: ignore[index]
        for algorithm in ("EdDSA", "SM2", "none", "HS256"):
            with pytest.raises((jwt.PyJWTError, TypeError)):
                jwt.decode(token, other, algorithms=[algorithm])  # type: ignore[arg-type]


def test_a_suite_nobody_knows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIJIA_CRYPTO", "rot13")
    with pytest.raises(UnknownSuite):
        create_keys(tmp_path)


@pytest.fixture(params=SUITES)
def keys(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUIJIA_CRYPTO", request.param)
    create_keys(tmp_path)
    return tmp_path


def test_internal_tokens_and_checkpoints(keys: Path) -> None:
    key_id, key = load_private_key(keys)
    assert TokenVerifier.load(keys, "registry").verify(f"Bearer {sign(CALLER, 'registry', key_id, key)}") == CALLER
    signed = CheckpointSigner(key_id, key).sign("log", "audit", 7, b"head")
    assert read_checkpoint(signed, load_public_keys(keys))["position"] == 7
    with pytest.raises(CheckpointBroken):
        read_checkpoint(signed[:-8] + "AAAAAAAA", load_public_keys(keys))


def test_a_new_key_signs_at_once_and_the_former_runs_out(keys: Path) -> None:
    verifier, former = TokenVerifier.load(keys, "registry"), load_private_key(keys)
    evidence = CheckpointSigner(*former).sign("log", "audit", 7, b"head")
    new_id = rotate_signing_key(keys, "gateway", "international")
    assert load_private_key(keys)[0] == new_id != former[0]
    # The verifier was running all the while.
    assert verifier.verify(f"Bearer {sign(CALLER, 'registry', *load_private_key(keys))}") == CALLER
    assert verifier.verify(f"Bearer {sign(CALLER, 'registry', *former)}") == CALLER
    with clock.moved_to(clock.now() + timedelta(days=2)), pytest.raises(NotSignedIn):
        verifier.verify(f"Bearer {sign(CALLER, 'registry', *former)}")
    assert read_checkpoint(evidence, load_public_keys(keys))["position"] == 7


def test_a_stolen_key_signs_no_token_from_now_on(keys: Path) -> None:
    former = load_private_key(keys)
    rotate_signing_key(keys, "gateway", "sm", stolen=True)
    rotate_signing_key(keys, "gateway", "sm")
    with pytest.raises(NotSignedIn):
        TokenVerifier.load(keys, "registry").verify(f"Bearer {sign(CALLER, 'registry', *former)}")
    published = json.loads((keys / PUBLIC_KEYS_FILE).read_text())["keys"]
    assert len(published) == 3 and all("d" not in key for key in published)
