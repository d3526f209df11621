"""A monthly meeting, from what health hands in to its minutes."""

import csv
import io
from typing import Any

from tests.dashboard.benefits_scene import Offices, answered
from tests.deploy.installation import eventually

BASE = "/registry/v1/reconciliation"
PURPOSE = {"X-Purpose": "register-reconciliation"}
HEADER = ["新生儿姓名", "新生儿性别", "出生日期", "母亲姓名", "母亲公民身份号码", "母亲住址区划代码"]


def hospital_births(at: Offices, month: str, births: int = 6) -> bytes:
    """Children of mothers in the register who are not in it themselves, and a row that cannot be read."""
    file = next((at.home / "demo" / "people").glob("02-*.csv"))
    people = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    mothers = [row for row in people if row["sex"] == "2" and "1990" < row["birth_date"][:4] < "2004"][:births]
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEADER)
    for day, mother in enumerate(mothers, start=2):
        cells = [mother["name"], mother["citizen_number"] if day % 3 else "", mother["residence_division"]]
        rows.writerow(["", str(1 + day % 2), f"{month}-{day:02d}", *cells])
    rows.writerow(["", "1", "不详", "王某", "", ""])
    return out.getvalue().encode()


def hand_in(at: Offices, meeting: str, content: bytes) -> Any:
    """As health's own client."""
    query = {"session": meeting, "kind": "hospital-births"}
    files = {"file": ("住院分娩.csv", content, "text/csv")}
    return answered(at.as_("health").post(f"{BASE}/submissions", params=query, files=files, headers=PURPOSE))


def hold_a_meeting(at: Offices, month: str) -> str:
    """Handed in, matched and begun; the meeting's id."""
    meeting = at.post("county-officer", f"{BASE}/sessions", {"period": month})["id"]
    hand_in(at, meeting, hospital_births(at, month))
    eventually(
        lambda: bool(at.get("county-officer", f"{BASE}/submissions", session=meeting)["items"][0]["finished_at"])
    )
    for state, then in (("matching", "reviewing"), ("meeting", "meeting")):
        _step(at, meeting, state)
        _reaches(at, meeting, then)
    return meeting


def _reaches(at: Offices, meeting: str, state: str) -> None:
    eventually(lambda: bool(at.get("county-officer", f"{BASE}/sessions/{meeting}")["state"] == state))


def _step(at: Offices, meeting: str, to: str) -> None:
    client = at.as_("county-officer")
    tag = client.get(f"{BASE}/sessions/{meeting}").headers["ETag"]
    answered(client.post(f"{BASE}/sessions/{meeting}/steps", json={"to": to}, headers={"If-Match": tag}))
