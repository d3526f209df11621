"""Why a department's call is refused before any service sees it. All are 403 and name what would be needed."""

from chassis.problems import Problem


class DisclosureRefused(Problem):
    """No policy allows the disclosure."""

    status = 403


class PurposeRequired(DisclosureRefused):
    """A department's call must name its purpose."""

    slug = "purpose-required"
    title_zh, title_en = "需要说明用途", "A purpose is required"


class UnknownPurpose(DisclosureRefused):
    """The purpose is not in the closed list."""

    slug = "unknown-purpose"
    title_zh, title_en = "用途不在规定清单内", "The purpose is not in the closed list"


class PurposeNotAgreed(DisclosureRefused):
    """The purpose exists, but no policy in force gives it to this department."""

    slug = "purpose-not-agreed"
    title_zh, title_en = "本部门没有这项用途的授权", "Your department has no policy for this purpose"


class CaseReferenceRequired(DisclosureRefused):
    """The policy asks for the number of the case that the look-up belongs to."""

    slug = "case-reference-required"
    title_zh, title_en = "需要填写案件或业务编号", "A case reference is required"


class NotInPolicy(DisclosureRefused):
    """The policy for this purpose does not contain this request."""

    slug = "not-in-policy"
    title_zh, title_en = "该用途的授权不包含这一查询", "The policy for this purpose does not allow this request"


class HealthContentStays(DisclosureRefused):
    """Health content stays with the care team (C5): no department calls follow-up, whatever its purpose."""

    slug = "charter"
    title_zh, title_en = "随访和保健内容不对外部门提供", "Care content is not disclosed to departments"


class DisclosureWithheld(DisclosureRefused):
    """A service's answer held more than was decided; nothing of it goes out, and an incident is kept."""

    slug = "disclosure-withheld"
    title_zh, title_en = "应答超出授权范围，已被拦截", "The answer held more than the policy allows and was withheld"
