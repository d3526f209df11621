"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownCertificate(NotFound):
    """No certificate has this number; for staff: or none issued in the caller's area."""

    slug = "unknown-certificate"
    title_zh, title_en = "没有这个编号的证明", "No certificate has this number"


class NothingToCertify(Conflict):
    """The birth has been revoked, or nobody lives in the household any more."""

    slug = "nothing-to-certify"
    title_zh, title_en = "该登记已撤销或户内已无人员，不能出具证明", "Revoked, or nobody left: nothing to certify"


class AlreadyRevoked(Conflict):
    """The certificate is void already."""

    slug = "certificate-already-revoked"
    title_zh, title_en = "该证明已作废", "This certificate is void already"
