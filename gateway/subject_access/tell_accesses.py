"""Tells a person who looked at their data, in words. Pure: log entries and policies in, words out."""

from gateway.access_log.schemas import LoggedAccess
from gateway.break_glass.begin import MARK
from gateway.disclosure.policies import Policies, Policy
from gateway.subject_access.schemas import Looked

_ROLES = {
    "county-admin": ("县平台管理员", "the county's administrator"),
    "county-officer": ("县级工作人员", "a county officer"),
    "township-officer": ("乡镇工作人员", "a township officer"),
    "village-worker": ("村(社区)工作人员", "a village worker"),
    "finance-officer": ("财务人员", "a finance officer"),
    "auditor": ("审计员", "an auditor"),
}
_DEPARTMENTS = {
    "public-security": ("公安部门", "public security"),
    "civil-affairs": ("民政部门", "civil affairs"),
    "education": ("教育部门", "education"),
    "health": ("卫生健康部门", "health"),
    "human-resources": ("人力资源和社会保障部门", "human resources and social security"),
}
_DUTY = ("本平台的法定职责", "this platform's statutory duty")
_EMERGENCY = ("紧急情况下的查看，由他人复核", "an emergency look outside their area, which somebody else reviews")
_DUTY_BASIS = ["个人信息保护法 第十三条第一款第三项"]
_UNKNOWN = ("不详", "unknown")


def tell_access(entry: LoggedAccess, policies: Policies) -> Looked:
    """One entry. Staff are named by their role: the log itself names the account, to those who may read it."""
    who = _DEPARTMENTS.get(entry.department or "") or _ROLES.get(entry.role or "") or _UNKNOWN
    why = _purpose(entry, policies)
    policy = _policy(entry, policies)
    basis = [f"{each.law} {each.article}" for each in policy.legal_basis] if policy else []
    return Looked(
        id=entry.id,
        at=entry.at,
        who_zh=who[0],
        who_en=who[1],
        why_zh=why[0],
        why_en=why[1],
        legal_basis=_DUTY_BASIS if entry.kind == "staff" else basis,
        fields=entry.fields,
        case_reference=entry.case_reference,
        answered=entry.status < 300,
        receipt=entry.receipt is not None,
    )


def _purpose(entry: LoggedAccess, policies: Policies) -> tuple[str, str]:
    if entry.kind == "staff":
        return _EMERGENCY if (entry.policy or "").startswith(MARK) else _DUTY
    named = (purpose for purpose in policies.purposes if purpose.code == entry.purpose)
    return next(((purpose.zh, purpose.en) for purpose in named), _UNKNOWN)


def _policy(entry: LoggedAccess, policies: Policies) -> Policy | None:
    return next((policy for policy in policies.all if policy.name == entry.policy), None)
