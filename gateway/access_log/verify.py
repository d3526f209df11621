"""Verifies the access log: every link, every entry, every receipt, and the checkpoints kept outside the database."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from chassis import clock
from chassis.checkpoints import CheckpointBroken, kept_checkpoints, read_checkpoint
from gateway.access_log.chain import content_of, digest_of, genesis, link
from gateway.access_log.entries import Entry
from gateway.access_log.head_keeper import LOG
from gateway.receipts.verify import ReceiptBroken, read_receipt

_BATCH = 5000
_AS_IT_IS = frozenset(Entry.__struct_fields__) - {"id", "request_id", "secret", "subjects", "fields"}
_FIRST_CHECKPOINT = 10
_KEPT_FOR = timedelta(days=3 * 365)
_LINKS = """
SELECT c.chain, c.position, c.entry_id, c.digest, c.hash, a.id AS found, a.erased_at, a.receipt, a.salt,
       a.at, a.account, a.kind, a.role, a.department, a.method, a.service, a.route, a.purpose, a.case_reference,
       a.policy, a.status, a.request_id, a.fields, a.root, s.subjects
  FROM access_chain c
  LEFT JOIN access_log a ON a.id = c.entry_id
  LEFT JOIN LATERAL (SELECT array_agg(subject_id ORDER BY subject_id) AS subjects
                       FROM access_log_subjects WHERE entry_id = c.entry_id) s ON true
 ORDER BY c.chain, c.position
"""
_UNCHAINED = """
SELECT a.id FROM access_log a
 WHERE a.id > (SELECT entry_id FROM access_chain ORDER BY entry_id LIMIT 1)
   AND NOT EXISTS (SELECT 1 FROM access_chain c WHERE c.entry_id = a.id) LIMIT 100
"""


class Verified(msgspec.Struct):
    """What was looked at, and every fault in words."""

    entries: int = 0
    receipts: int = 0
    erased: int = 0
    faults: list[str] = []


async def verify_log(connection: asyncpg.Connection, home: Path, keys: Mapping[str, Any]) -> Verified:
    """Look at everything; ``keys`` are the gateway's public keys by id."""
    told = Verified(faults=[])
    heads: dict[UUID, tuple[int, bytes]] = {}
    firsts: dict[UUID, UUID] = {}
    wanted = _checkpoints(home, keys, told.faults)
    async for row in _links(connection):
        firsts.setdefault(row["chain"], row["entry_id"])
        _look_at(row, heads, wanted, told, keys)
    for chain, (position, _) in wanted.items():
        length = heads.get(chain, (0, b""))[0]
        if length < position:
            told.faults.append(f"chain {chain}: the tail was cut: {length} of {position} entries are left")
    kept = wanted.keys() | _checkpoints(home, keys, []).keys()
    unkept = sorted(chain for chain in heads.keys() - kept if _is_settled(firsts[chain]))
    told.faults += [f"chain {chain}: no checkpoint is kept" for chain in unkept]
    told.faults += [f"entry {row['id']} is in no chain" for row in await connection.fetch(_UNCHAINED)]
    return told


def _is_settled(first: UUID) -> bool:
    # An id tells when it was made (UUIDv7); a chain's first checkpoint comes within a second of its first entry.
    return first.int >> 80 < (clock.now().timestamp() - _FIRST_CHECKPOINT) * 1000


async def _links(connection: asyncpg.Connection) -> AsyncIterator[asyncpg.Record]:
    async with connection.transaction(readonly=True, isolation="repeatable_read"):
        async for row in connection.cursor(_LINKS, prefetch=_BATCH):
            yield row


def _checkpoints(home: Path, keys: Mapping[str, Any], faults: list[str]) -> dict[UUID, tuple[int, str]]:
    found = {}
    for name, signed in kept_checkpoints(home, LOG).items():
        try:
            said = read_checkpoint(signed, keys)
            found[UUID(said["chain"])] = (int(said["position"]), str(said["hash"]))
        except (CheckpointBroken, ValueError) as broken:
            faults.append(f"chain {name}: its checkpoint was not signed here: {broken}")
    return found


def _look_at(
    row: asyncpg.Record,
    heads: dict[UUID, tuple[int, bytes]],
    wanted: Mapping[UUID, tuple[int, str]],
    told: Verified,
    keys: Mapping[str, Any],
) -> None:
    chain, told.entries = row["chain"], told.entries + 1
    position, previous = heads.get(chain, (0, genesis(chain)))
    expected = link(chain, previous, position + 1, row["digest"])
    if (row["position"], row["hash"]) != (expected.position, expected.hash):
        told.faults.append(f"chain {chain}: it breaks at position {position + 1}")
    if wanted.get(chain, (0, ""))[0] == row["position"] and wanted[chain][1] != row["hash"].hex():
        told.faults.append(f"chain {chain}: it was computed anew up to position {row['position']}")
    heads[chain] = (row["position"], row["hash"])
    told.faults += _faults_of(row, told)
    if row["receipt"] is not None:
        told.receipts += 1
        told.faults += _faults_of_receipt(row, keys)


def _faults_of(row: asyncpg.Record, told: Verified) -> list[str]:
    if row["found"] is None:
        return [f"entry {row['entry_id']} was deleted"]
    if row["erased_at"] is not None:
        told.erased += 1
        early = row["at"] > clock.now() - _KEPT_FOR
        return [f"entry {row['entry_id']}: its content was removed before its time"] if early else []
    if digest_of(row["salt"] or b"", content_of(_entry(row))) != row["digest"]:
        return [f"entry {row['entry_id']} was edited"]
    return []


def _entry(row: asyncpg.Record) -> Entry:
    fields = None if row["fields"] is None else tuple(row["fields"])
    held = {name: row[name] for name in _AS_IT_IS} | {"id": row["entry_id"], "request_id": str(row["request_id"])}
    return Entry(**held, fields=fields, subjects=tuple(row["subjects"] or ()))


def _faults_of_receipt(row: asyncpg.Record, keys: Mapping[str, Any]) -> list[str]:
    try:
        said = read_receipt(row["receipt"], keys)
    except ReceiptBroken:
        return [f"the receipt of entry {row['entry_id']} was not signed here"]
    place = {"chain": str(row["chain"]), "position": row["position"], "hash": row["hash"].hex()}
    agrees = said["jti"] == str(row["entry_id"]) and said["log"] == place and said["root"] == row["root"]
    return [] if agrees else [f"the receipt of entry {row['entry_id']} belongs to another one"]
