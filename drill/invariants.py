"""What must hold once the county is quiet again, looked up from outside with the database's own words."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from chassis.roles import SERVICES
from drill.load import FUND, NAME, Ledger


@dataclass(frozen=True)
class Verdict:
    """One invariant: ``faults`` counts what breaks it."""

    name: str
    looked_at: int
    faults: int


async def until_quiet(connection: asyncpg.Connection, ledger: Ledger, seconds: float) -> float:
    """Wait until nothing is on its way: every outbox empty, every consumer as far as the registry. Seconds it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        waiting = sum([await connection.fetchval(f"SELECT count(*) FROM {service}.outbox") for service in SERVICES])
        behind = [(await check(connection, ledger)).faults for check in (_followup_knows, _migrants_know)]
        if not waiting and not any(behind):
            return time.monotonic() - began
        await asyncio.sleep(0.5)
    return time.monotonic() - began


async def judge(connection: asyncpg.Connection, ledger: Ledger) -> list[Verdict]:
    """Every invariant."""
    checks: tuple[Callable[[asyncpg.Connection, Ledger], Awaitable[Verdict]], ...] = (
        _no_write_lost,
        _no_write_doubled,
        _everybody_where_told,
        _every_write_audited_once,
        _balances_exact,
        _ledger_adds_up,
        _nothing_waits,
        _no_dead_letters,
        _followup_knows,
        _migrants_know,
    )
    refused = Verdict("no refusal that nobody should get", len(ledger.answers), len(ledger.refused))
    return [refused, *[await check(connection, ledger) for check in checks]]


def _ids(ledger: Ledger) -> list[UUID]:
    return [UUID(person) for person in ledger.persons.values()]


async def _no_write_lost(connection: asyncpg.Connection, ledger: Ledger) -> Verdict:
    there = await connection.fetch("SELECT id FROM registry.persons WHERE id = ANY ($1::uuid[])", _ids(ledger))
    return Verdict("acknowledged registrations are there", len(ledger.persons), len(ledger.persons) - len(there))


async def _no_write_doubled(connection: asyncpg.Connection, ledger: Ledger) -> Verdict:
    rows = await connection.fetch("SELECT name FROM registry.persons WHERE name LIKE $1", f"{NAME}%")
    names = [row["name"] for row in rows]
    return Verdict(
        "nobody was registered twice, or without being told", len(names), abs(len(names) - len(ledger.persons))
    )


async def _everybody_where_told(connection: asyncpg.Connection, ledger: Ledger) -> Verdict:
    rows = await connection.fetch(
        "SELECT id, residence_division FROM registry.persons WHERE id = ANY ($1::uuid[])", _ids(ledger)
    )
    wrong = sum(ledger.places[str(row["id"])] != row["residence_division"] for row in rows)
    return Verdict("everybody lives where the last answer said", len(rows), wrong)


async def _every_write_audited_once(connection: asyncpg.Connection, ledger: Ledger) -> Verdict:
    rows = await connection.fetch(
        "SELECT subject_id, count(*) AS entries FROM registry.audit_log WHERE subject_id = ANY ($1::uuid[]) GROUP BY 1",
        _ids(ledger),
    )
    audited = {str(row["subject_id"]): row["entries"] for row in rows}
    # One entry for the registration and one for each move: neither lost nor doubled.
    wrong = sum(audited.get(person) != 1 + moves for person, moves in ledger.moves.items())
    return Verdict("every write is in the audit log, once", len(ledger.moves), wrong)


async def _balances_exact(connection: asyncpg.Connection, ledger: Ledger) -> Verdict:
    available = await connection.fetchval(
        "SELECT sum(debit_fen - credit_fen) FROM incentives.ledger_balances WHERE fund = $1 AND account = 'available'",
        FUND,
    )
    return Verdict(
        "the fund's balance is what was granted, to the fen", ledger.grants, (available or 0) != ledger.granted_fen
    )


async def _ledger_adds_up(connection: asyncpg.Connection, _: Ledger) -> Verdict:
    looked, wrong = await connection.fetchrow(
        """
        SELECT count(*), count(*) FILTER (WHERE entries <> balance) FROM (
            SELECT b.debit_fen - b.credit_fen AS balance, coalesce(sum(e.amount_fen), 0) AS entries
            FROM incentives.ledger_balances b
            LEFT JOIN incentives.ledger_transactions t ON (t.fund, t.year) = (b.fund, b.year)
            LEFT JOIN incentives.ledger_entries e ON e.transaction_id = t.id AND e.account = b.account
            GROUP BY b.fund, b.year, b.account, b.debit_fen, b.credit_fen) AS of_account
        """
    )
    return Verdict("every account is the sum of its entries", looked, wrong)


async def _nothing_waits(connection: asyncpg.Connection, _: Ledger) -> Verdict:
    waiting = sum([await connection.fetchval(f"SELECT count(*) FROM {service}.outbox") for service in SERVICES])
    return Verdict("no event waits for the bus", len(SERVICES), waiting)


async def _no_dead_letters(connection: asyncpg.Connection, _: Ledger) -> Verdict:
    dead = [await connection.fetchval(f"SELECT count(*) FROM {service}.dead_letters") for service in SERVICES]
    return Verdict("no dead letters", len(SERVICES), sum(dead))


async def _followup_knows(connection: asyncpg.Connection, ledger: Ledger) -> Verdict:
    rows = await connection.fetch(
        "SELECT person_id, division AS place FROM followup.people WHERE person_id = ANY ($1::uuid[])", _ids(ledger)
    )
    return _same_places("follow-up knows everybody, where they live", rows, ledger)


async def _migrants_know(connection: asyncpg.Connection, ledger: Ledger) -> Verdict:
    rows = await connection.fetch(
        "SELECT person_id, residence_division AS place FROM migrants.residents WHERE person_id = ANY ($1::uuid[])",
        _ids(ledger),
    )
    return _same_places("migrant services know everybody, where they live", rows, ledger)


def _same_places(name: str, rows: list[asyncpg.Record], ledger: Ledger) -> Verdict:
    missing = len(ledger.persons) - len(rows)
    wrong = sum(ledger.places[str(row["person_id"])] != row["place"] for row in rows)
    return Verdict(name, len(rows), missing + wrong)
