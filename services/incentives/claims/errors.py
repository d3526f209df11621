"""Refusals about claims."""

from chassis.problems import Problem


class UnknownClaim(Problem):
    """No such claim, or not one in the caller's divisions."""

    status, slug = 404, "unknown-claim"
    title_zh, title_en = "未找到该申领", "No such claim"


class UnknownScheme(Problem):
    """No scheme of this id is in force in that year."""

    status, slug = 404, "unknown-scheme"
    title_zh, title_en = "该年度没有这个扶助项目", "No such scheme in that year"


class ClaimExists(Problem):
    """There is a claim of this person for this scheme and year; ``claim_id`` is it."""

    status, slug = 409, "claim-exists"
    title_zh, title_en = "该人员本年度已有此项申领", "Claimed already for this year"


class ClaimNotInState(Problem):
    """The claim is not in a state in which this can be done; ``state`` says how it stands."""

    status, slug = 409, "claim-not-in-state"
    title_zh, title_en = "申领当前状态下不能这样做", "Not possible for this claim now"


class SamePerson(Problem):
    """Whoever signed one step signs no other."""

    status, slug = 409, "signed-already"
    title_zh, title_en = "审核、批准须由不同人员办理", "Another person must do this step"


class ObjectionOpen(Problem):
    """An objection is open already."""

    status, slug = 409, "objection-open"
    title_zh, title_en = "已有未答复的异议", "An objection is open already"


class UnknownObjection(Problem):
    """No such objection, or not about a claim in the caller's divisions."""

    status, slug = 404, "unknown-objection"
    title_zh, title_en = "未找到该异议", "No such objection"


class ObjectionResolved(Problem):
    """The objection was answered already."""

    status, slug = 409, "objection-resolved"
    title_zh, title_en = "该异议已答复", "Answered already"
