"""Files that still name divisions as they were: a merge is followed, a split is explained, households stay apart."""

from typing import Any

from chassis import clock
from tests.registry.imports.conftest import (
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    Office,
    citizen_number,
    counts,
    csv_file,
    person,
)

NEW, PART, REST = "341599001050", "341599001051", "341599001052"


async def change(office: Office, kind: str, origins: list[str], *to: dict[str, Any]) -> None:
    body = {"kind": kind, "document": "示政发〔2026〕1号", "from": origins, "to": list(to)}
    async with office.client() as client:
        answer = await client.post("/divisions/changes", json=body | {"effective_on": clock.today().isoformat()})
    assert answer.status_code == 201, answer.text


def one(name: str, sequence: int, village: str, household: str, relation: str = "户主") -> dict[str, Any]:
    places = {"registered_division": village, "residence_division": village}
    number = citizen_number(sequence=sequence)
    return person(name=name, citizen_number=number, household_number=household, relation_to_head=relation, **places)


async def living_together(office: Office) -> list[tuple[str, str, list[str]]]:
    """Division, household number, names."""
    rows = await office.pool.fetch(
        "SELECT h.registered_division AS place, h.number, array_agg(p.name ORDER BY p.name) AS names"
        " FROM households h JOIN persons p ON p.household_id = h.id AND p.registered_division = h.registered_division"
        " GROUP BY h.id ORDER BY 1, 2"
    )
    return [(row["place"], row["number"], row["names"]) for row in rows]


async def test_a_file_that_names_a_merged_village_is_taken_for_its_successor(office: Office) -> None:
    known = [one("东一", 1, VILLAGE, "1"), one("西一", 3, OTHER_VILLAGE, "1")]
    await office.take_in(csv_file(*known))
    await change(office, "merge", [VILLAGE, OTHER_VILLAGE], {"code": NEW, "name": "东西村"})
    renumbered = f"1-{OTHER_VILLAGE[6:]}"
    assert await living_together(office) == [(NEW, "1", ["东一"]), (NEW, renumbered, ["西一"])]

    # The same people again, the children of both under their parents' old codes, and a household new to both.
    added = [
        one("东子", 5, VILLAGE, "1", "子"),
        one("西子", 7, OTHER_VILLAGE, "1", "子"),
        one("东二", 9, VILLAGE, "2"),
        one("西二", 11, OTHER_VILLAGE, "2"),
    ]
    done = await office.take_in(csv_file(*known, *added))
    assert (done["state"], done["counts"]) == ("finished", counts(read=6, created=4, unchanged=2))
    assert await living_together(office) == [
        (NEW, "1", ["东一", "东子"]),
        (NEW, renumbered, ["西一", "西子"]),
        (NEW, f"2-{VILLAGE[6:]}", ["东二"]),
        (NEW, f"2-{OTHER_VILLAGE[6:]}", ["西二"]),
    ]
    again = await office.take_in(csv_file(*known, *added))
    assert again["counts"] == counts(read=6, unchanged=6)


async def test_a_file_that_names_a_split_village_is_told_the_parts(office: Office) -> None:
    await change(
        office,
        "split",
        [VILLAGE],
        {"code": PART, "name": "上东村", "households": []},
        {"code": REST, "name": "下东村", "rest": True},
    )
    row = one("东一", 1, VILLAGE, "1")
    done = await office.take_in(csv_file(row, one("东二", 3, REST, "2")))
    assert done["counts"] == counts(read=2, created=1, rejected=1)
    _, *faults = await office.rejections(done["id"])
    assert {fault[2] for fault in faults} == {"unknown_division"}
    assert all(PART in fault[3] and REST in fault[3] and "拆分" in fault[3] for fault in faults)

    # Mended as it says, and one part merged on into a neighbour: each leads on to where it is now.
    await change(office, "merge", [PART, OTHER_VILLAGE], {"code": OTHER_VILLAGE})
    done = await office.take_in(csv_file(row | {"registered_division": PART, "residence_division": PART}))
    assert done["counts"] == counts(read=1, created=1)
    assert await living_together(office) == [(OTHER_VILLAGE, f"1-{PART[6:]}", ["东一"]), (REST, "2", ["东二"])]


async def test_a_renamed_town_takes_the_villages_of_old_files_along(office: Office) -> None:
    await office.pool.execute("UPDATE divisions SET parent = $1 WHERE level = 'village'", TOWN)
    await change(office, "recode", [TOWN], {"code": "341599007000", "name": "青水镇"})
    done = await office.take_in(csv_file(one("东一", 1, VILLAGE, "1")))
    assert done["counts"] == counts(read=1, created=1)
    assert await living_together(office) == [("341599007001", "1", ["东一"])]
