"""Where sealed values lie, declared by each service in its ``sealed_columns.py``, so that they can be sealed anew.

A test compares the declarations with every column of bytes there is: one that is forgotten fails the build.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from chassis.sealing import Sealer


@dataclass(frozen=True)
class SealedColumn:
    """One column. ``bound_to`` is an SQL expression over its row that the context ends with, where there is one."""

    table: str
    column: str
    context: str
    bound_to: str = ""
    at_once: int = 200
    """Values held in memory at a time."""
    first_form: Callable[[Sealer, UUID, bytes], bytes] | None = None
    """Opens values from before keys had numbers, given what the value is bound to."""

    @property
    def name(self) -> str:
        """As reports name it."""
        return f"{self.table}.{self.column}"

    def context_for(self, bound_to: str | None) -> str:
        """The context of one row's value."""
        return f"{self.context}.{bound_to}" if self.bound_to else self.context


def sealed_columns(service: str) -> Sequence[SealedColumn]:
    """All of a service's."""
    home = "gateway" if service == "gateway" else f"services.{service}"
    found: Sequence[SealedColumn] = import_module(f"{home}.sealed_columns").SEALED_COLUMNS
    return found
