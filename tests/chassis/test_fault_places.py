"""A fault is told with the place that its sender can find, and a list of thousands is not told in full."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from chassis.fault_places import place_of
from chassis.problems import MOST_FAULTS, BadPayload, Fault
from tests.support.running import Running


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid")

    step: Literal["told"]
    at: Annotated[int, Field(ge=5)]


class _Assessed(BaseModel):
    step: Literal["assessed"]
    people: int | list[int]


class _Entry(BaseModel):
    steps: list[Annotated[_Told | _Assessed, Field(discriminator="step")]]


@pytest.mark.parametrize(
    ("step", "places"),
    [
        ({"step": "told", "at": 1}, ["#/steps/0/at"]),
        ({"step": "told"}, ["#/steps/0/at"]),
        ({"step": "told", "at": 7, "a/b~c": 1}, ["#/steps/0/a~1b~0c"]),
        ({"step": "told", "at": 7, "x" * 5000: 1}, [f"#/steps/0/{'x' * 100}…"]),
        ({"step": "assessed", "people": "x"}, ["#/steps/0/people"] * 2),
        ({"step": "assessed", "people": [1, "x"]}, ["#/steps/0/people", "#/steps/0/people/1"]),
        ({"step": "other"}, ["#/steps/0/step"]),
        ({}, ["#/steps/0/step"]),
        (5, ["#/steps/0"]),
    ],
)
def test_a_place_is_one_that_was_sent(step: Any, places: list[str]) -> None:
    sent = {"steps": [step]}
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(_Entry).validate_python(sent)
    told = [error | {"loc": ("body", *error["loc"])} for error in refused.value.errors()]
    assert [place_of(error, sent) for error in told] == places


def test_places_outside_a_body_stay_as_they_are() -> None:
    assert place_of({"loc": ("query", "limit"), "type": "int_parsing"}, None) == "query/limit"
    assert place_of({"loc": ("body", "file"), "type": "missing"}, None) == "#/file"
    assert place_of({"loc": ("body", 7), "type": "json_invalid"}, "{") == "#/7"


@pytest.mark.parametrize(
    ("language", "hint"), [("zh", "共 5000 处错误，这里列出前 100 处"), ("en", "5000 faults, the first 100")]
)
def test_of_thousands_of_faults_the_first_are_listed_and_the_others_counted(language: str, hint: str) -> None:
    faults = [Fault(f"#/items/{place}", "missing", "请填写 (missing)") for place in range(5000)]
    body = BadPayload(faults=faults).body(language)
    assert [fault.pointer for fault in body["errors"]] == [f"#/items/{place}" for place in range(MOST_FAULTS)]
    assert body["more"] == 4900 and hint in body["detail"]
    assert BadPayload("已说明", "told", faults=faults).body("zh")["detail"] == "已说明"
    assert "more" not in BadPayload(faults=faults[:MOST_FAULTS]).body(language)


async def test_a_body_of_thousands_of_faults_is_answered_shortly(service: Running) -> None:
    answer = await service.as_staff().post("/notes", json={f"m{number}": 1 for number in range(5000)})
    told = answer.json()
    assert (answer.status_code, len(told["errors"]), told["more"]) == (422, MOST_FAULTS, 5001 - MOST_FAULTS)
    assert len(answer.content) < 20_000


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"words": "\xff"}'])
async def test_what_cannot_be_parsed_is_told_in_both_languages(service: Running, body: bytes) -> None:
    for language, words in (("zh", "无法解析"), ("en", "error parsing the body")):
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        answer = await service.as_staff().post("/notes", content=body, headers=headers)
        assert answer.status_code == 422 and words in answer.json()["detail"]
