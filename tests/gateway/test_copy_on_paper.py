"""The printed copy says in Chinese all that the JSON says, and its words cover what services answer with."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import yaml

from gateway.subject_access.make_copy import ELSEWHERE, SOURCES
from gateway.subject_access.print_copy import labels, print_copy
from gateway.subject_access.schemas import CopyOut, Section
from tests.conftest import ROOT
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON, PERSON_ROW

PEOPLE = f"/api/gateway/v1/people/{PERSON}"
CODED = ("sex", "marital_status", "ethnic_group", "relation_to_head", "other_id_type")


def text_of(paper: bytes) -> str:
    """The words of a PDF, without the spaces and line ends of its layout."""
    document = pypdfium2.PdfDocument(paper)
    pages = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    return "".join(pages.split())


def copy_of(**held: Any) -> CopyOut:
    sections = [Section(name=s.name, zh=s.zh, en=s.en, held=held.get(s.name, []), missing=None) for s in SOURCES]
    told = {"elsewhere_zh": ELSEWHERE[0], "elsewhere_en": ELSEWHERE[1]}
    return CopyOut(person_id=UUID(PERSON), made_at=datetime(2026, 11, 1, 16, tzinfo=UTC), sections=sections, **told)


def test_the_paper_says_what_the_copy_holds() -> None:
    history = [
        {
            "recorded_at": "2026-10-01T03:04:05+00:00",
            "reason": "本人申请\n更正",
            "document": {"kind": "户口簿", "number": "Z-17"},
            "changes": [{"field": "marital_status", "before": "10", "after": "21"}],
        },
        {"recorded_at": None, "note": "㐂"},
    ]
    paper = print_copy(copy_of(register=PERSON_ROW, history=history, consents=[{"stands": True, "how": "spoken"}]))
    text = text_of(paper)
    for words in (
        *(
            "个人信息副本",
            "制作时间：2026-11-0200:00",
            "姓名：王小明",
            "性别：男",
            "婚姻状况：未婚",
            "在世：是",
            "死亡日期：无",
        ),
        *(
            "第1条",
            "第2条",
            "记录时间：2026-10-0111:04",
            "理由：本人申请更正",
            "凭据：",
            "种类：户口簿",
            "编号或号码：Z-17",
        ),
        *("项目：婚姻状况", "变更前：未婚", "变更后：初婚", "备注：㐂", "是否有效：是", "方式：口头", PERSON),
        *("".join(ELSEWHERE[0].split()), *(source.zh for source in SOURCES)),
    ):
        assert words in text, words
    assert print_copy(copy_of(register=PERSON_ROW)) == print_copy(copy_of(register=PERSON_ROW))


def test_a_long_copy_runs_over_many_pages_and_loses_nothing() -> None:
    notes = [{"note": f"第{number}次备注" + "很长的话" * 40} for number in range(60)]
    paper = print_copy(copy_of(notices=notes))
    text = text_of(paper)
    assert len(pypdfium2.PdfDocument(paper)) > 3
    assert all(f"备注：第{number}次备注" in text for number in range(60))


def test_it_is_printed_at_the_desk_with_what_could_not_be_had(place: Place) -> None:
    answer = place.staff("village-worker").get(f"{PEOPLE}/copy.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    assert answer.headers["cache-control"] == "no-store"
    text = text_of(answer.content)
    assert "姓名：王小明" in text and "暂时取不到" in text
    logged = place.rows(
        "SELECT s.subject_id::text AS person FROM access_log_subjects s JOIN access_log l ON l.id = s.entry_id"
        " WHERE l.request_id = $1",
        UUID(answer.headers["x-request-id"]),
    )
    assert logged == [{"person": PERSON}]
    assert place.staff("auditor").get(f"{PEOPLE}/copy.pdf").status_code == 403
    nobody = PEOPLE.replace(PERSON, "ffffffff-0000-7000-8000-000000000001")
    assert place.staff("village-worker").get(f"{nobody}/copy.pdf").status_code == 404


def _names(schema: Any, schemas: dict[str, Any], seen: set[str]) -> set[str]:
    """Every member that an answer of this schema can have."""
    if isinstance(schema, list):
        return {name for each in schema for name in _names(each, schemas, seen)}
    if not isinstance(schema, dict):
        return set()
    reference = schema.get("$ref", "").rpartition("/")[2]
    found = set() if not reference or reference in seen else _names(schemas[reference], schemas, seen | {reference})
    for name, part in schema.get("properties", {}).items():
        found |= {name} | _names(part, schemas, seen)
    return found.union(*(_names(schema.get(part), schemas, seen) for part in ("items", "anyOf", "oneOf", "allOf")))


@pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
def test_everything_that_a_service_answers_with_has_a_word(source: Any) -> None:
    document = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
    path = f"/api/{source.service}/v1" + source.path.format(id="{person_id}")
    answer = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    names = _names(answer, document["components"]["schemas"], set())
    assert names and names <= labels().fields.keys()


@pytest.mark.parametrize("name", CODED)
def test_codes_have_the_words_of_the_register(name: str) -> None:
    path = ROOT / "services/registry/national_codes" / f"{name}.yaml"
    editions = yaml.safe_load(path.read_text(encoding="utf-8"))["editions"]
    words = {str(each["code"]): each["words"][0] for edition in editions for each in edition["codes"]}
    assert labels().codes[name] == words
