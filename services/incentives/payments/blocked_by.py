"""Why a payment that is owed cannot go out now. Judged anew each time, so nothing is held longer than its reason."""

from typing import get_args

from services.incentives.payments.schemas import Block

ROWS = """
payments p
  JOIN entitlements e ON e.id = p.entitlement_id
  LEFT JOIN beneficiaries b ON b.person_id = p.payee_id
  LEFT JOIN accounts c ON c.person_id = p.payee_id AND c.closed_at IS NULL
  LEFT JOIN attempts l ON l.payment_id = p.id AND l.live
"""

# A person who is entitled twice to the same days (two entries that were merged) is paid once until one is stopped.
_TWICE = """
p.person_id IN (SELECT survivor_id FROM merged_persons WHERE survivor_id IS NOT NULL)
AND EXISTS (SELECT FROM payments o JOIN entitlements oe ON oe.id = o.entitlement_id
         WHERE o.person_id = p.person_id AND o.scheme = p.scheme AND o.entitlement_id <> p.entitlement_id
           AND o.state <> 'cancelled'
           AND (o.state = 'paid' OR EXISTS (SELECT FROM attempts x WHERE x.payment_id = o.id AND x.live)
                OR (oe.state <> 'on_hold' AND o.id > p.id))
           AND oe.period_start <= e.period_end AND e.period_start <= oe.period_end)
"""

_UNLESS_BATCHED = f"""
    WHEN e.state = 'on_hold' THEN 'on-hold'
    WHEN b.person_id IS NULL OR b.withdrawn THEN 'payee-unknown'
    WHEN NOT b.living OR b.died_on IS NOT NULL THEN 'payee-died'
    WHEN c.id IS NULL THEN 'no-account'
    WHEN c.doubted_at IS NOT NULL THEN 'account-doubted'
    WHEN {_TWICE} THEN 'entitled-twice'
"""
BLOCK = f"CASE WHEN p.state <> 'owed' THEN NULL WHEN l.reference IS NOT NULL THEN 'in-batch' {_UNLESS_BATCHED} END"
"""SQL over ``ROWS``: the reason, or null where the payment can go out."""
STALE = f"CASE WHEN p.state <> 'owed' THEN 'settled' {_UNLESS_BATCHED} END"
"""The same for a payment that stands in a batch already."""

REASONS: tuple[str, ...] = get_args(Block)
