"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class DutyToKeep(Conflict):
    """Something was to be erased that the register is obliged to keep; ``duties`` names each obligation."""

    slug = "duty-to-keep"
    title_zh, title_en = "依法须保存，不能删除", "The law obliges us to keep this"


class UnknownRun(NotFound):
    """No such run."""

    slug = "unknown-retention-run"
    title_zh, title_en = "没有这次清理记录", "No such run"
