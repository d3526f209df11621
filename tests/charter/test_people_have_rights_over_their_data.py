"""C9, C10, C12: correction, consent, withdrawal, retention: that they exist, and what nobody may add to them."""

import inspect
import re
from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from chassis.access import VILLAGE_UP, access_of
from chassis.identifiers import new_id
from gateway.subject_access.make_copy import SOURCES
from gateway.subject_access.routes import router as subject_access
from gateway.subject_access.schemas import AnswerEntry, RightsRequestOut
from services.registry.consents import texts as consent_texts
from services.registry.consents.routes import router as consents
from services.registry.consents.rules import Giving, findings
from services.registry.consents.schemas import ConsentEntry
from services.registry.consents.texts import guardian_below, texts
from services.registry.consents.withdraw_consent import withdraw_consent
from services.registry.corrections.deadlines import _deadlines
from services.registry.corrections.routes import router as corrections
from services.registry.main import app
from services.registry.retention.periods import periods
from services.registry.retention.removals import REMOVALS
from tests.charter.vocabulary import columns
from tests.conftest import Database

_WORDS = re.compile(r"孕|避孕|节育|结扎|上环|诊断|病历|流产|pregnan|contracep|steriliz|abortion|diagnos", re.IGNORECASE)


def _operation(method: str, path: str) -> dict[str, object]:
    return app.openapi()["paths"][f"/api/registry/v1{path}"][method]


def test_taking_a_consent_back_asks_for_nothing() -> None:
    operation = _operation("post", "/consents/{consent_id}/withdrawal")
    assert "requestBody" not in operation
    assert [p["name"] for p in operation["parameters"] if p["required"]] == ["consent_id"]  # type: ignore[attr-defined]
    assert set(inspect.signature(withdraw_consent).parameters) == {"session", "caller", "consent_id"}


async def test_no_reason_for_a_withdrawal_can_be_kept(county: Database) -> None:
    kept = {c for s, c, _ in await columns(county.admin_dsn()) if s == "registry" and c.startswith("consents.")}
    assert {c for c in kept if "withdraw" in c} == {"consents.withdrawn_at", "consents.withdrawal_recorded_by"}
    assert not {c for c in kept if re.search("reason|why|note", c)}


def test_the_nearest_worker_can_record_what_people_ask_for() -> None:
    wanted = ("/persons/{person_id}/corrections", "/consents/{consent_id}/withdrawal", "/persons/{person_id}/consents")
    routes = [r for r in (*consents.routes, *corrections.routes) if r.path in wanted]  # type: ignore[attr-defined]
    assert len(routes) == 5
    assert all(access_of(route.endpoint).staff == VILLAGE_UP for route in routes)  # type: ignore[attr-defined]


def test_a_consent_is_to_one_purpose_and_never_about_health() -> None:
    assert ConsentEntry.model_fields["purpose"].annotation is str
    for versions in texts().consents.values():
        assert all("随时可以撤回" in v.zh and "不需要理由" in v.zh for v in versions)
        assert all("不影响" in v.zh or "本人" in v.zh for v in versions)
    assert not _WORDS.search(consent_texts._FILE.read_text("utf-8"))


def test_children_under_fourteen_are_not_asked_alone() -> None:
    child = Giving(new_id(), date(2012, 5, 17), True, "self", date(2026, 5, 16))
    limit = guardian_below(child.given_on)
    assert [finding.code for finding in findings(child, date(2026, 5, 18), limit)] == ["guardian_needed"]
    assert findings(replace(child, given_on=date(2026, 5, 17)), date(2026, 5, 18), limit) == []


def test_every_notice_tells_need_effect_and_basis() -> None:
    notices = [notice for versions in texts().notices.values() for notice in versions]
    assert all(n.need.zh and n.need.en and n.effect.zh and n.effect.en and n.basis for n in notices)


def test_every_deadline_and_period_names_its_source() -> None:
    assert all(provision.source for provisions in _deadlines().values() for provision in provisions)
    assert all(period.basis for swept in periods().swept.values() for period in swept.periods)
    assert all(asked.duty is None or asked.duty.basis for asked in periods().on_request.values())
    assert set(periods().swept) == set(REMOVALS)


async def test_values_of_corrections_are_sealed(county: Database) -> None:
    kinds = {c: t for s, c, t in await columns(county.admin_dsn()) if s == "registry"}
    assert {kinds[f"correction_claims.{side}_sealed"] for side in ("held", "stated")} == {"bytea"}


def test_a_person_learns_who_looked_gets_a_copy_and_is_answered_in_time() -> None:
    served = {
        (method, route.path): access_of(route.endpoint).staff  # type: ignore[attr-defined]
        for route in subject_access.routes
        for method in route.methods  # type: ignore[attr-defined]
    }
    for address in ("accesses", "copy", "rights-requests"):
        assert served["GET", f"/people/{{person_id}}/{address}"] == VILLAGE_UP
    assert served["POST", "/people/{person_id}/rights-requests"] == VILLAGE_UP
    assert RightsRequestOut.model_fields["answer_by"].is_required()
    assert {"followup"}.isdisjoint({source.service for source in SOURCES})


def test_no_request_is_refused_without_a_reason() -> None:
    for outcome in ("refused", "partly"):
        with pytest.raises(ValidationError):
            AnswerEntry.model_validate({"outcome": outcome})
