"""Money as schemes write it. Pure."""

import re

_YUAN = re.compile(r"(?P<yuan>[0-9]{1,10})(\.(?P<fen>[0-9]{1,2}))?")


class BadMoney(ValueError):
    """Not an amount in whole fen."""


def fen(yuan: int | str) -> int:
    """``3600`` and ``"12.5"`` in fen. Raises BadMoney for what is negative or has parts of a fen."""
    shape = _YUAN.fullmatch(str(yuan)) if not isinstance(yuan, bool) else None
    if shape is None:
        raise BadMoney(f"{yuan!r} is not an amount in yuan with whole fen")
    return int(shape["yuan"]) * 100 + int((shape["fen"] or "").ljust(2, "0") or 0)


def in_yuan(amount_fen: int) -> str:
    """``360000`` as ``3600.00``."""
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"
