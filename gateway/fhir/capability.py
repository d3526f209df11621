"""What ``/fhir/r4`` can do, as the standard has it told. Pure."""

from typing import Any

from gateway.fhir.interactions import KINDS, Kind

_SECURITY = "http://terminology.hl7.org/CodeSystem/restful-security-service"
_TOLD_ON = "2026-11-23"
_HIDDEN = "以 POST _search 提交，不进地址 / by POST _search alone, so that it comes into no address"


def capability(base: str) -> dict[str, Any]:
    """The CapabilityStatement of the gateway that answers at ``base``."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": _TOLD_ON,
        "kind": "instance",
        "software": {"name": "惠家 Huijia"},
        "implementation": {"description": "县级人口与家庭服务平台 / a county's family-services platform", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [
            {
                "mode": "server",
                "documentation": "只读；照护团队看本辖区的人和与其有关的转诊 / read only, for care teams",
                "security": {"service": [{"coding": [{"system": _SECURITY, "code": "OAuth"}]}]},
                "resource": [_resource(name, kind) for name, kind in KINDS.items()],
            }
        ],
    }


def _resource(name: str, kind: Kind) -> dict[str, Any]:
    return {
        "type": name,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "versioned",
        "searchParam": [_parameter(given, of_type, kind) for given, of_type in kind.parameters.items()],
    }


def _parameter(name: str, of_type: str, kind: Kind) -> dict[str, str]:
    told = {"name": name, "type": of_type}
    return told | {"documentation": _HIDDEN} if name in kind.hidden else told
