"""Judge each line of a bank's file by what is known of the payment that it names, and keep line and verdict.

What everything afterwards asks of lines, attempts and payments is looked up here, once, and lies in ``judged`` until
the transaction ends: to join 100,000 lines with them again for each effect takes as long as to write the effects.
"""

from uuid import UUID

import asyncpg

from services.incentives.set_wise import set_wise

_JUDGE = """
CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
SELECT t.line, nullif(t.reference, '') AS reference, t.amount_fen AS told_fen, t.outcome,
       nullif(t.reason, '') AS bank_reason, t.settled_on, t.blames_account, a.payment_id, a.batch_id, a.account_id,
       a.ordinal, a.amount_fen, p.entitlement_id, p.division_code, p.fund, p.year, p.due_on,
       e.state = 'stopped' AS stopped, CASE
    WHEN t.unreadable <> '' THEN 'unreadable'
    WHEN a.reference IS NULL THEN 'unknown'
    WHEN a.state = 'withdrawn' OR b.state NOT IN ('released', 'finished') THEN 'not-sent'
    WHEN t.times > 1 THEN 'twice-in-file'
    WHEN t.amount_fen <> a.amount_fen THEN 'amount-differs'
    WHEN t.account_index <> c.bank_account_index THEN 'account-differs'
    WHEN t.outcome = 'unclear' THEN 'outcome-unclear'
    WHEN t.outcome = 'pending' THEN 'pending'
    WHEN t.outcome = 'paid' AND a.state = 'open' THEN 'paid'
    WHEN t.outcome = 'paid' AND a.state = 'paid' THEN 'repeated'
    WHEN t.outcome = 'paid' THEN 'contradicts'
    WHEN a.state = 'open' THEN 'returned'
    WHEN a.state = 'paid' AND r.settled_fen > 0 THEN 'repaid-before'
    WHEN a.state = 'paid' THEN 'reversed'
    ELSE 'repeated' END AS verdict
  FROM (SELECT *, count(*) OVER (PARTITION BY reference) AS times FROM told) t
  LEFT JOIN attempts a ON a.reference = t.reference
  LEFT JOIN batches b ON b.id = a.batch_id
  LEFT JOIN accounts c ON c.id = a.account_id
  LEFT JOIN payments p ON p.id = a.payment_id
  LEFT JOIN entitlements e ON e.id = p.entitlement_id
  LEFT JOIN recoverables r ON r.payment_id = a.payment_id
"""
_KEEP = """
INSERT INTO return_lines (file_id, line, reference, amount_fen, outcome, bank_reason, settled_on, verdict)
SELECT $1, line, reference, told_fen, outcome, bank_reason, settled_on, verdict FROM judged ORDER BY line
"""


async def judge_lines(connection: asyncpg.Connection, file_id: UUID) -> None:
    """From ``told`` to ``judged`` and to ``return_lines``. The caller holds the funds: nothing judged here changes."""
    async with set_wise(connection, await connection.fetchval("SELECT count(*) FROM told")):
        await connection.execute(_JUDGE)
    await connection.execute("ANALYZE judged")
    await connection.execute(_KEEP, file_id)
