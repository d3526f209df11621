"""Refusals about declared movements."""

from chassis.problems import NotFound


class UnknownMovement(NotFound):
    """No such declaration, or none that touches the caller's divisions."""

    slug = "unknown-movement"
    title_zh, title_en = "没有这项流动申报，或不在您的管辖范围内", "No such declaration of a move, or not in your area"


class PersonUnknownHere(NotFound):
    """Nobody with this id is known here, or nobody in the caller's divisions: the register enters people."""

    slug = "person-unknown-here"
    title_zh, title_en = (
        "未找到此人，请先在人口登记中登记",
        "Nobody of that id is known here: enter them in the register first",
    )
