"""Refusals of this feature; they travel as OperationOutcome."""

from chassis.problems import Problem


class FhirJsonOnly(Problem):
    """The caller wants another form of FHIR than JSON."""

    status, slug = 406, "fhir-json-only"
    title_zh, title_en = "FHIR 接口只提供 JSON", "FHIR is served as JSON alone"


class FhirParameter(Problem):
    """A search parameter that is not supported, or a value that cannot be read: nothing is silently ignored."""

    status, slug = 400, "fhir-parameter"
    title_zh, title_en = "FHIR 查询参数不可用", "This FHIR search parameter cannot be used"


class FhirCareTeamOnly(Problem):
    """The caller is neither of a care team nor of the health department."""

    status, slug = 403, "fhir-care-team-only"
    title_zh, title_en = "FHIR 接口仅供照护团队使用", "FHIR is for care teams"
