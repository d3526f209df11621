"""Which rows of a file that several processes read together are one's own. Pure."""

from typing import NamedTuple


class Share(NamedTuple):
    """One of ``parts`` shares: a block of rows of every ``parts``."""

    part: int = 0
    parts: int = 1
    block: int = 256
    """Rows that stay together: a household's rows mostly meet the same process."""

    def holds(self, number: int) -> bool:
        """Whether the row with this number, counted from 1, is of this share."""
        return (number - 1) // self.block % self.parts == self.part


WHOLE = Share()
