"""Codes of national standards that the register takes.

Sources: GB/T 2261.1 (sex), GB/T 2261.2 (marital status), GB 3304 (ethnic groups), GB/T 4761 (relation to head).
"""

SEXES = frozenset({0, 1, 2, 9})
"""Unknown, male, female, unstated."""

MARITAL_STATUSES = frozenset({"10", "20", "21", "22", "23", "30", "40", "90"})
"""Single, married, first marriage, remarried, restored, widowed, divorced, unstated."""

FIRST_MARRIAGE, REMARRIED, RESTORED, WIDOWED, DIVORCED = "21", "22", "23", "30", "40"
MARRIED = frozenset({"20", FIRST_MARRIAGE, REMARRIED, RESTORED})

ETHNIC_GROUPS = frozenset({*(f"{n:02}" for n in range(1, 57)), "97", "98"})
"""01 Han … 56 Jino, other, foreign origin."""

HEAD = "02"
"""GB/T 4761: head of the household (户主)."""
