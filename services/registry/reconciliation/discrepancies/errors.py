"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownDiscrepancy(NotFound):
    """No such discrepancy, or one that another department owns."""

    slug = "unknown-discrepancy"
    title_zh, title_en = "没有这项差异，或由其他部门负责", "No such discrepancy, or another department's"


class DiscrepancyNotInState(Conflict):
    """What was asked is not possible from the discrepancy's state; ``state`` says how it stands."""

    slug = "discrepancy-not-in-state"
    title_zh, title_en = "该差异当前状态下不能这样做", "Not possible in the discrepancy's state"


class NoRemedyHere(Conflict):
    """The register has nothing to put right for this kind of discrepancy: its owner mends it."""

    slug = "no-remedy-here"
    title_zh, title_en = (
        "这类差异由责任部门更正，人口库无须改动",
        "Its owner mends this kind of discrepancy, not the register",
    )


class EvidenceErased(Conflict):
    """The row that it rests on was erased by its retention period; the department hands it in again."""

    slug = "evidence-erased"
    title_zh, title_en = (
        "依据的提交数据已按期限清除，请责任部门重新提交",
        "The row it rests on was erased; hand it in again",
    )
