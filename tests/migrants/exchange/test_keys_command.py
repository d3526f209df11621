"""What an operator prints for the neighbours can be pasted into their directories."""

from pathlib import Path

import msgspec
import pytest
import yaml

from chassis.keys import EXCHANGE_KEYS_FILE, create_keys
from services.migrants.exchange.__main__ import main
from services.migrants.exchange.directory import Peer


def test_keys_are_printed_and_rotated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_keys(tmp_path / "keys")
    mode = (tmp_path / "keys" / EXCHANGE_KEYS_FILE).stat().st_mode & 0o777
    for command, count in (("keys", 1), ("rotate", 2), ("keys", 2)):
        assert main(["--home", str(tmp_path), command]) == 0
        printed = yaml.safe_load(capsys.readouterr().out)
        named = {"name": {"zh": "县", "en": "County"}, "address": "https://county.example"}
        peer = msgspec.convert(printed | named, Peer)
        assert len(peer.signs_with) == len(peer.opens_with) == count
        assert "d" not in printed["signs_with"][0]
    first, second = peer.signs_with
    assert first.until is not None and first.until > second.since
    assert (tmp_path / "keys" / EXCHANGE_KEYS_FILE).stat().st_mode & 0o777 == mode == 0o600
    with pytest.raises(SystemExit):
        main(["away"])
