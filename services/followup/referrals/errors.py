"""Refusals about referrals."""

from chassis.problems import Problem


class UnknownReferral(Problem):
    """No such referral, or not one that the caller has to do with."""

    status, slug = 404, "unknown-referral"
    title_zh, title_en = "未找到该转诊", "No such referral"


class ReferralNotInState(Problem):
    """The referral is not in a state in which this can be done; ``state`` says how it stands."""

    status, slug = 409, "referral-not-in-state"
    title_zh, title_en = "转诊当前状态下不能这样做", "Not possible for this referral now"


class ReferralExists(Problem):
    """There is an open referral from this visit; ``referral_id`` is it."""

    status, slug = 409, "referral-exists"
    title_zh, title_en = "该次随访已有未结的转诊", "This visit has an open referral already"
