"""What a service can do, somebody can do in the browser; what deliberately has no page says why."""

import json
import re
from collections.abc import Iterator
from functools import cache

from chassis.migrate import ROOT

FOLDERS = ("office", "field", "shared")
METHODS = {"get", "post", "put", "patch", "delete"}
WITHOUT_A_PAGE = {
    # Partners' systems, residents without an account, and whoever verifies without us.
    "GET /.well-known/jwks.json": "for systems that verify tokens",
    "POST /oauth/token": "programs' sign-in; the browser's is /session",
    "POST /oauth/revoke": "programs' sign-out",
    "GET /api/registry/v1/certificates/keys": "for those who verify certificates without a network",
    "GET /api/registry/v1/certificates/revocations": "for those who verify certificates without a network",
    "GET /api/assessment/v1/settlements/keys": "for those who verify settlements",
    "GET /api/migrants/v1/exchange/description": "another county's installation reads it",
    "POST /api/migrants/v1/exchange/messages": "another county's installation brings it",
    "POST /api/registry/v1/reconciliation/submissions/records": "departments' systems push; people hand in a file",
    "GET /api/incentives/v1/benefit-income/{person_id}": "a department's system asks, by the id that its look-up gave",
    "POST /api/assessment/v1/surveys/{survey_id}/answers": "the invitation's own page, without an account",
    # One of a list whose page shows each whole.
    "GET /api/assessment/v1/appeals/{appeal_id}": "whole in the settlement's list",
    "GET /api/assessment/v1/bulletins/{bulletin_id}": "its PDF and workbook are the page",
    "GET /api/followup/v1/appointments/{appointment_id}": "whole in the list of checks",
    "GET /api/followup/v1/referrals/{referral_id}": "whole in the list of referrals",
    "GET /api/followup/v1/visits/{visit_id}": "whole on the plan's page",
    "GET /api/incentives/v1/beneficiaries/{person_id}": "whole in the list of beneficiaries",
    "GET /api/incentives/v1/entitlements/{entitlement_id}": "whole on the person's page",
    "GET /api/incentives/v1/objections/{objection_id}": "whole in the list of objections",
    "GET /api/incentives/v1/payee-changes/{change_id}": "whole on the person's page",
    "GET /api/incentives/v1/proofs/{proof_id}": "whole on the person's page",
    "GET /api/migrants/v1/movement-declarations/{movement_id}": "whole in the list of declared moves",
    "GET /api/registry/v1/adoptions/{adoption_id}": "whole in the list of vital events",
    "GET /api/registry/v1/births/{birth_id}": "whole in the list of vital events",
    "GET /api/registry/v1/deaths/{death_id}": "whole in the list of vital events",
    "GET /api/registry/v1/divorces/{divorce_id}": "whole in the list of vital events",
    "GET /api/registry/v1/marriages/{marriage_id}": "whole in the list of vital events",
    "GET /api/registry/v1/corrections/{correction_id}": "whole in the list of corrections",
    "GET /api/registry/v1/declarations/{declaration_id}": "whole in the list of declarations",
    "GET /api/registry/v1/divisions/{code}": "whole in the list of divisions, which every page reads once",
    "GET /api/registry/v1/duplicates/scans/{scan_id}": "the newest and the running one are told above the list",
    "GET /api/registry/v1/merges/{merge_id}": "told on the page of its pair",
    # Another way to the same.
    "POST /api/registry/v1/births": "pages declare, verify and register: two people see it",
    "POST /api/registry/v1/deaths": "pages declare, verify and register: two people see it",
    "POST /api/registry/v1/divorces": "pages declare, verify and register: two people see it",
    "POST /api/registry/v1/marriages": "pages declare, verify and register: two people see it",
    "GET /api/registry/v1/persons/{person_id}/moves": "among the changes of the timeline",
    "GET /api/gateway/v1/webhooks/{webhook_id}": "whole in the list of webhooks",
    "DELETE /api/registry/v1/households/{household_id}/members/{person_id}": "pages say why and by which paper: /leave",
    "GET /api/registry/v1/statistics/pyramid.svg": "drawn in the browser, with its table",
    "GET /api/registry/v1/certificates/{number}": "the check of a certificate tells it, from its status",
    "GET /api/migrants/v1/figures/flows": "told by month in the flow map's own figures",
}

_PATH = re.compile(r"""[`'"](/[^`'"\s?]*)""")
_OF_A_TABLE = re.compile(r"`\$\{(\w+)\[\w+\]\}([^`]*)`")
_CALL = re.compile(r"""api\.([A-Z]+)\($""")


@cache
def _operations() -> list[tuple[str, str]]:
    paths = json.loads((ROOT / "openapi.json").read_text("utf-8"))["paths"]
    return [(method.upper(), path) for path, item in paths.items() for method in item if method in METHODS]


def _pattern(path: str) -> re.Pattern[str]:
    """What a path in the sources stands for: what is filled in there may be any part of a path."""
    return re.compile("[^/]+".join(re.escape(_bare(part)) for part in re.split(r"\$\{[^}]*\}", path)))


def _bare(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "-", path)


def _paths(source: str) -> Iterator[tuple[int, str]]:
    """Where a path stands in a source, and the path; one that begins with an entry of a table, once for each entry."""
    for found in _PATH.finditer(source):
        yield found.start(), found[1]
    for found in _OF_A_TABLE.finditer(source):
        table = re.search(rf"const {found[1]} = \{{([^}}]*)\}}", source)
        for _, beginning in _paths(table[1] if table else ""):
            yield found.start(), beginning + found[2]


def _asked() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every call that the sources make, as a method and a pattern of paths."""
    for file in sorted(path for folder in FOLDERS for path in (ROOT / "dashboard" / folder).rglob("*.ts*")):
        source = file.read_text("utf-8") if file.name != "generated.ts" else ""
        named = {m.upper() for m in METHODS if re.search(rf"api\.{m.upper()}\(|'{m.upper()}'", source)}
        for start, path in _paths(source):
            direct = _CALL.search(source, max(0, start - 20), start)
            # A path that is kept under a name is called by one of the methods that its file names.
            for method in {direct[1]} if direct else named | {"GET"}:
                yield method, _pattern(path)


@cache
def _with_a_page() -> frozenset[str]:
    asked = set(_asked())
    return frozenset(
        f"{method} {path}"
        for method, path in _operations()
        if any(method == by and pattern.fullmatch(_bare(path)) for by, pattern in asked)
    )


def test_every_operation_has_a_page_or_says_why_not() -> None:
    all_of_them = {f"{method} {path}" for method, path in _operations()}
    assert sorted(all_of_them - _with_a_page() - WITHOUT_A_PAGE.keys()) == []


def test_what_is_said_to_have_no_page_is_there_and_has_none() -> None:
    all_of_them = {f"{method} {path}" for method, path in _operations()}
    assert sorted(WITHOUT_A_PAGE.keys() - all_of_them) == []
    assert sorted(WITHOUT_A_PAGE.keys() & _with_a_page()) == []
