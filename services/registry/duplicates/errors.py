"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownPair(NotFound):
    """No such pair, or of persons outside the caller's area."""

    slug = "unknown-pair"
    title_zh, title_en = "没有这对疑似重复记录，或不在您的管辖范围内", "No such pair, or not in your area"


class PairDecided(Conflict):
    """The pair was decided before; ``state`` says how."""

    slug = "pair-decided"
    title_zh, title_en = "这对记录已有结论", "The pair was decided already"


class UnknownScan(NotFound):
    """There was no such search."""

    slug = "unknown-scan"
    title_zh, title_en = "没有这次查重", "No such search for duplicates"
