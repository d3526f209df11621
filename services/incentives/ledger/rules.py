"""The ledger's accounts, and what may move between them. Pure.

An account is a place where money stands, and an entry above nothing brings money there; so the balances of all accounts
of a fund's year add up to nothing, and all but two can never fall below nothing (the database holds that).
"""

from typing import Literal, NamedTuple

Account = Literal["treasury", "available", "committed", "in-transit", "paid", "recoverable", "prior-years"]
ACCOUNTS: dict[Account, tuple[str, str]] = {
    "treasury": ("财政拨款", "Treasury: what was granted, as a negative balance"),
    "available": ("可用预算", "Available: granted and not promised to anybody"),
    "committed": ("已承诺", "Committed: owed to people and not sent"),
    "in-transit": ("在途", "In transit: sent to the bank, no answer yet"),
    "paid": ("已支付", "Paid: reached the people"),
    "recoverable": ("应收回", "Recoverable: paid too much, and owed back"),
    "prior-years": ("以前年度", "Prior years: what came back of years that are closed"),
}


class Move(NamedTuple):
    """Money goes from one account to another."""

    source: Account
    target: Account


MOVES: dict[str, Move] = {
    "budget": Move("treasury", "available"),
    "budget-cut": Move("available", "treasury"),
    "commitment": Move("available", "committed"),
    "release-of-commitment": Move("committed", "available"),
    "sending": Move("committed", "in-transit"),
    "payment": Move("in-transit", "paid"),
    "return": Move("in-transit", "committed"),
    "reversal": Move("paid", "committed"),
    "overpayment": Move("paid", "recoverable"),
    "overpayment-undone": Move("recoverable", "paid"),
    "recovery": Move("recoverable", "available"),
    "set-off": Move("committed", "available"),
    "debt-set-off": Move("recoverable", "paid"),
    "waiver": Move("recoverable", "paid"),
    "lapse": Move("available", "treasury"),
    "carried-commitment-out": Move("committed", "treasury"),
    "carried-commitment-in": Move("treasury", "committed"),
    "carried-debt-out": Move("recoverable", "treasury"),
    "carried-debt-in": Move("treasury", "recoverable"),
}
"""What kinds of transaction there are; nothing else is ever written."""


def of_closed_year(kind: str) -> Move:
    """The move of ``kind`` in an open year where ``paid`` lies in a year that is closed: money of prior years."""
    source, target = MOVES[kind]
    return Move("prior-years" if source == "paid" else source, "prior-years" if target == "paid" else target)
