"""100,000 payments: planned, batched, signed, written for the bank as pain.001, and reconciled with its answer.

The peer is sepaxml, which writes as many transfers as pain.001.001.09 and is not asked to validate; ours reads sealed
accounts from the database, signs, books each payment in the ledger, and validates what it writes.
``BENCH_PAYMENTS`` sets the payments (100,000 unless set), ``BENCH_RUNS`` the runs (3).
"""

import asyncio
import os
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sepaxml import SepaTransfer

from bench.county import county
from bench.figures import Figure
from chassis import clock
from chassis.auth import Caller
from chassis.db import Database
from chassis.identifiers import new_id
from chassis.keys import create_keys
from chassis.sealing import Sealer
from services.incentives.accounts.keep_account import INDEXED_AS, seal_details
from services.incentives.bank_files.lines import yuan
from services.incentives.bank_files.make_file import make_file
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.schemas import BatchEntry
from services.incentives.batches.sign_batch import approve_batch, release_batch
from services.incentives.funds.keep_fund import grant_budget, open_fund
from services.incentives.funds.schemas import BudgetEntry, FundEntry
from services.incentives.payments.plan_cycle import plan_cycle
from services.incentives.payments.schemas import CycleEntry
from services.incentives.returns.read_file import read_file
from services.incentives.returns.take_return import take_return

PAYMENTS = int(os.environ.get("BENCH_PAYMENTS", "100000"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
_COUNTY, _BANK = "341599000000", "102100099996"
_VILLAGES = [f"3415990{town:02}{village:03}" for town in range(1, 14) for village in range(201, 216)]
_CLERKS = [Caller(subject=who, kind="staff", role="finance-officer", division=_COUNTY) for who in "abc"]
_YEAR, _FIRST, _EACH = 2026, date(2026, 1, 1), 96_000
_DECISION = UUID(int=1)

_PEOPLE = """
INSERT INTO beneficiaries (person_id, revision, name, birth_date, sex, registered_division, residence_division, living)
SELECT id, 1, '张某', '1960-01-01', 2, ($2::text[])[1 + n % cardinality($2::text[])],
       ($2::text[])[1 + n % cardinality($2::text[])], true FROM unnest($1::uuid[]) WITH ORDINALITY t (id, n)
"""
_DECIDED = """
WITH written AS (
    INSERT INTO scheme_texts (digest, scheme, version, text) VALUES ('bench', 'rural-reward', 1, '') RETURNING digest)
INSERT INTO decisions (id, claim_id, scheme, scheme_version, text_digest, year, entitled, amount_fen, months_fen, met,
                       facts_sealed, made_by, made_at, made_on)
SELECT $1, $1, 'rural-reward', 1, digest, $2, true, $3, '{}', '{}', '', 'bench', now(), now() FROM written
"""
_OWED = """
INSERT INTO entitlements (id, decision_id, scheme, scheme_version, person_id, payee_id, division_code, fund,
                          period_start, period_end, amount_fen, owed_fen, instalments, state, approved_by, approved_at,
                          revision)
SELECT new_event_id(), $3, 'rural-reward', 1, person_id, person_id, registered_division, 'reward', $1,
       '2026-12-31', $2::bigint, $2::bigint,
       jsonb_build_array(jsonb_build_object('due_on', $1::date, 'amount_fen', $2::bigint)),
       'approved', 'bench', now(), 1 FROM beneficiaries
"""
_ACCOUNTS = (
    *("id", "person_id", "bank_account_sealed", "bank_account_index", "account_shown", "bank_code", "bank_name"),
    *("registered_by", "registered_at"),
)


async def fill(database: Database, sealer: Sealer, payments: int = PAYMENTS) -> None:
    """So many people with accounts, who are owed something, and a fund."""
    ids = [new_id() for _ in range(payments)]
    await database.pool.execute(_PEOPLE, ids, _VILLAGES)
    await database.pool.execute(_DECIDED, _DECISION, _YEAR, _EACH)
    rows = []
    for n, person_id in enumerate(ids):
        number = f"6217000{n:012d}"
        sealed, index = seal_details(sealer, number, "张某"), sealer.index(number, INDEXED_AS)
        rows.append((new_id(), person_id, sealed, index, "****", _BANK, "行", "bench", clock.now()))
    await database.pool.copy_records_to_table("accounts", records=rows, columns=_ACCOUNTS)
    fund = FundEntry.model_validate(
        {"code": "reward", "name": "奖扶", "payer": "财政局", "bank_code": _BANK, "bank_name": "工行"}
        | {"account_number": "1100123450005678"}
    )
    async with database.transaction() as session:
        await open_fund(session, _CLERKS[0], sealer, fund)
        await grant_budget(session, _CLERKS[0], "reward", _YEAR, BudgetEntry(amount_fen=10**13, note="预算"))


async def _timed(database: Database, work: Any, *arguments: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    async with database.transaction() as session:
        result = await work(session, *arguments)
    return result, time.perf_counter() - began


def _answer(attempts: list[Any]) -> bytes:
    """A status report on every line; one in two hundred came back."""
    space = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"
    lines = []
    for n, attempt in enumerate(attempts):
        failed = n % 200 == 199
        reason = "<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>" if failed else ""
        amount = f'<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">{yuan(attempt["amount_fen"])}</InstdAmt></Amt></OrgnlTxRef>'
        lines.append(
            f"<TxInfAndSts><OrgnlEndToEndId>{attempt['reference']}</OrgnlEndToEndId>"
            f"<TxSts>{'RJCT' if failed else 'ACSC'}</TxSts>{reason}{amount}</TxInfAndSts>"
        )
    return (
        f'<?xml version="1.0"?><Document xmlns="{space}"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId>'
        "<CreDtTm>2026-07-01T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M</OrgnlMsgId>"
        "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>M"
        f"</OrgnlPmtInfId>{''.join(lines)}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()


async def one_run(database: Database, sealer: Sealer, run: int, payments: int = PAYMENTS) -> tuple[float, float, float]:
    """Seconds: batch, signatures and file; the bank's answer; everything from the plan on."""
    due = _FIRST + timedelta(days=run)
    await database.pool.execute("UPDATE entitlements SET state = 'stopped', stopped_on = $1, stop_reason = 'x'", due)
    await database.pool.execute("DELETE FROM outbox")
    await database.pool.execute(_OWED, due, _EACH, _DECISION)
    await database.pool.execute("UPDATE accounts SET doubted_at = NULL, doubted_reason = NULL")
    await database.pool.execute("ANALYZE")
    entry = CycleEntry(fund="reward", year=_YEAR, name="上半年", due_until=due)
    cycle, planning = await _timed(database, plan_cycle, _CLERKS[0], entry)
    batch, making = await _timed(database, make_batch, _CLERKS[0], BatchEntry(cycle_id=cycle["id"]))
    _, approving = await _timed(database, approve_batch, _CLERKS[1], batch["id"], '"1"')
    released, releasing = await _timed(database, release_batch, _CLERKS[2], batch["id"], '"2"')
    file, writing = await _timed(database, make_file, _CLERKS[0], sealer, batch["id"], "pain.001")
    assert (file.lines, file.total_fen) == (payments, payments * _EACH) == (released["released_lines"], file.total_fen)
    content = _answer(
        await database.pool.fetch("SELECT * FROM attempts WHERE batch_id = $1 ORDER BY line", batch["id"])
    )
    began = time.perf_counter()
    told = read_file(content)
    reading = time.perf_counter() - began
    (taken, _), taking = await _timed(database, take_return, _CLERKS[0], sealer, content, "status.xml", told)
    assert taken["counts"] == {"paid": payments - payments // 200, "returned": payments // 200}, taken["counts"]
    steps = {"plan": planning, "batch": making, "sign": approving + releasing, "file": writing, "read": reading}
    print("  " + ", ".join(f"{name} {took:.2f} s" for name, took in (steps | {"take": taking}).items()), flush=True)
    sending = making + approving + releasing + writing
    return sending, reading + taking, planning + sending + reading + taking


def _sepaxml() -> float:
    """Seconds that sepaxml takes to write as many transfers, without asking it to validate."""
    began = time.perf_counter()
    config = {"name": "X", "IBAN": "NL50BANK1234567890", "BIC": "BANKNL2A", "batch": True, "currency": "EUR"}
    message = SepaTransfer(config, clean=False, schema="pain.001.001.09")
    for n in range(PAYMENTS):
        message.add_payment(
            {
                "name": "Zhang",
                "IBAN": "NL50BANK1234567890",
                "BIC": "BANKNL2A",
                "amount": _EACH,
                "execution_date": _FIRST,
                "description": "subsidy",
                "endtoend_id": f"{n:012d}",
            }
        )
    message.export(validate=False)
    return time.perf_counter() - began


async def _measure(dsn: str, keys: Path) -> list[Figure]:
    database, sealer = Database(dsn), Sealer.load(keys, "incentives")
    await database.start()
    try:
        await fill(database, sealer)
        runs, peer = [], []
        for run in range(RUNS):
            runs.append(await one_run(database, sealer, run))
            peer.append(_sepaxml())
        total = await database.pool.fetchval("SELECT sum(debit_fen - credit_fen) FROM ledger_balances")
        assert total == 0, total
    finally:
        await database.stop()
    sending, taking, whole = zip(*runs, strict=True)
    many = f"{PAYMENTS:,} payments"
    issue = "issue 5"
    sepaxml = "sepaxml, not validating"
    return [
        Figure(name=f"{many}: batch, signatures, file", unit="s", ours=sending, limit=5, source=issue),
        Figure(
            name=f"{many}: the same beside a writer of XML alone",
            unit="s",
            ours=sending,
            peer=peer,
            peer_name=sepaxml,
            limit=1,
            source="sepaxml in the same run",
        ),
        Figure(name=f"{many}: the bank's answer reconciled", unit="s", ours=taking, limit=10, source=issue),
        Figure(name=f"{many}: plan, batch, file, answer", unit="s", ours=whole, limit=60, source=issue),
    ]


def run() -> list[Figure]:
    """On a database of its own, set as an installation sets it."""
    with tempfile.TemporaryDirectory(prefix="huijia-bench-keys-") as folder, county("incentives") as dsn:
        create_keys(Path(folder))
        return asyncio.run(_measure(dsn, Path(folder)))
