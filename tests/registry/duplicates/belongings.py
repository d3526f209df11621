"""What somebody has with the offices besides their entry: an account, money owed, a proof, a contact, a question."""

from typing import Any
from uuid import UUID

from chassis.identifiers import new_id
from tests.incentives.decided import enter_decision
from tests.incentives.money import DUE, Paid, account, card, entitlement
from tests.registry.duplicates.house import House

_PROOF = """
INSERT INTO proofs (id, person_id, kind, held_from, documents, recorded_by, recorded_at, state, revision)
VALUES ($1, $2, 'one-child-certificate', '2010-01-01', '[]', 'test', now(), 'held', 1)
"""
_CONTACT = """
INSERT INTO kept_contacts (id, person_id, words, given_by, how, text_version, given_on, recorded_at, recorded_by)
VALUES ($1, $2, '', 'self', 'spoken', '1', '2024-01-01', now(), 'test')
"""
_QUESTION = """
INSERT INTO confirmations (id, side, peer, division, person_id, moved_on, ours, asked_on, last_word_on)
VALUES ($1, 'asks', '341600', $3, $2, '2024-01-01', 'here', '2024-02-01', '2024-02-01')
"""


async def enter_belongings(house: House, person_id: str, home: str) -> None:
    """One of each, straight into the tables."""
    person = Paid(UUID(person_id), new_id(), card(UUID(person_id).int % 10**12))
    async with house.database("incentives").pool.acquire() as connection:
        await enter_decision(connection)
        for table, row in (
            ("accounts", account(house.services["incentives"].app.state.sealer, person, "李芳")),
            ("entitlements", entitlement(person, 96_000, [(DUE, 96_000)], home)),
        ):
            await _insert(connection, table, row)
        await connection.execute(_PROOF, new_id(), person.person_id)
    for statement, more in ((_CONTACT, ()), (_QUESTION, (home,))):
        await house.database("migrants").pool.execute(statement, new_id(), person.person_id, *more)


async def _insert(connection: Any, table: str, row: dict[str, Any]) -> None:
    await connection.copy_records_to_table(table, records=[tuple(row.values())], columns=list(row))
