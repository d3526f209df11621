"""The desk's manual, step by step: every box in it is done as it stands, in its order, against the running register."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from chassis import clock
from tests.registry.conftest import Registry

MANUAL = Path(__file__).parents[2] / "docs" / "register-desk.md"
_BOX = re.compile(r"^```http\n(.*?)^```", re.M | re.S)
_NOTED = re.compile(r"(《\S+?》)= (\w+)")
_GAP = re.compile(r"《\S+?》")


class Step(NamedTuple):
    """One request of the manual, with its gaps as they are written."""

    line: str
    headers: dict[str, str]
    body: str
    expected: int
    noted: dict[str, str]


def steps() -> Iterator[Step]:
    for box in _BOX.findall(MANUAL.read_text("utf-8")):
        for request in box.strip().split("\n\n"):
            first, *rest, told = request.splitlines()
            headers = dict(line.split(": ", 1) for line in rest if line.startswith("If-Match"))
            body = "".join(line for line in rest if not line.startswith("If-Match"))
            assert told.startswith("→ "), request
            yield Step(first, headers, body, int(told[2:5]), dict(_NOTED.findall(told)))


def filled(text: str, values: dict[str, Any]) -> str:
    return _GAP.sub(lambda gap: str(values[gap[0]]), text)


async def test_every_step_of_the_manual_does_what_it_says(registry: Registry) -> None:
    later = clock.today() + timedelta(days=30)
    values: dict[str, Any] = {"《今天》": clock.today().isoformat(), "《以后某日》": later.isoformat()}
    client = await registry.staff()
    done = 0
    for step in steps():
        method, path = filled(step.line, values).split(" ")
        headers = {name: filled(value, values) for name, value in step.headers.items()}
        body = json.loads(filled(step.body, values)) if step.body else None
        answer = await client.request(method, path, json=body, headers=headers)
        assert answer.status_code == step.expected, (step.line, answer.text)
        values |= {gap: answer.json()[name] for gap, name in step.noted.items()}
        done += 1
    assert done >= 45
