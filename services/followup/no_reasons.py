"""Saying no takes one step and no reason: whoever sends one is told that none is kept (C2)."""

from typing import Annotated, Any

from fastapi import Body

from chassis.problems import CharterRefusal

Nothing = Annotated[
    dict[str, Any] | None, Body(description="Nothing is asked: anything sent is refused (C2).", examples=[{}])
]


def refuse_reasons(body: dict[str, Any] | None) -> None:
    """Raises CharterRefusal for anything that was sent along."""
    if body:
        raise CharterRefusal(
            "C2", "谢绝或退出不需要理由，也不记录任何理由。", "Saying no needs no reason, and none is written down."
        )
