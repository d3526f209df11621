"""A family's years replayed: on every day everybody, every household and its members read as they were then."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.registry.conftest import ELSEWHERE, NEIGHBOUR, VILLAGE, Registry
from tests.registry.test_history import at

_VOLATILE = ("revision", "valid_from")
World = dict[str, Any]


@dataclass
class Chronicle:
    """Everything that is known of a family, day by day as it was seen on that day."""

    registry: Registry
    people: dict[str, str] = field(default_factory=dict)
    households: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[str, World]] = field(default_factory=list)

    async def step(self, day: str, method: str, path: str, expect: int = 201, **options: Any) -> Any:
        """Do something on ``day``, and look around; then ask for the day before it, and for that of the step before."""
        with at(day):
            self.registry.clients.clear()
            answer = await self.registry.call(method, path, expect, **options)
        self._enter(answer)
        with at(day):
            self.registry.clients.clear()
            self.seen.append((day, await self._look()))
        await self.recalls_the_last_step()
        return answer

    def _enter(self, answer: Any) -> None:
        if "person_id" in answer and "born_on" in answer:
            self.people["child"] = answer["person_id"]

    async def _look(self, names: Collection[str] | None = None, **params: str) -> World:
        """Everybody and every household; of what is known by now, those of ``names`` alone."""
        world: World = {}
        for name, path in self._paths().items():
            if names is None or name in names:
                world[name] = _plain(await self.registry.call("GET", path, params=params))
        for name in [name for name in self.households if name in world]:
            members = await self.registry.call("GET", f"{self._paths()[name]}/members", params=params)
            world[f"{name}'s members"] = sorted((_plain(m) for m in members["items"]), key=lambda m: m["id"])
        return world

    def _paths(self) -> dict[str, str]:
        people = {name: f"/persons/{each}" for name, each in self.people.items()}
        return people | {name: f"/households/{each}" for name, each in self.households.items()}

    async def revision(self, household: str) -> dict[str, str]:
        self.registry.clients.clear()
        now = await self.registry.call("GET", f"/households/{self.households[household]}")
        return {"If-Match": f'"{now["revision"]}"'}

    async def recalls_the_last_step(self) -> None:
        self.registry.clients.clear()
        if len(self.seen) > 1:
            (before, then), (today, _) = self.seen[-2:]
            await self._reads_as(then, before)
            await self._reads_as(then, str(date.fromisoformat(today) - timedelta(days=1)))

    async def recalls_everything(self) -> None:
        self.registry.clients.clear()
        for day, then in self.seen:
            await self._reads_as(then, day)

    async def _reads_as(self, then: World, day: str) -> None:
        assert await self._look(then, as_of=day) == then, day


def _plain(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shown.items() if name not in _VOLATILE}


async def _settle(registry: Registry) -> Chronicle:
    chronicle = Chronicle(registry)
    with at("2020-01-05"):
        registry.clients.clear()
        home, head, wife = await registry.family("7")
        dormitory = {"number": "J1", "registered_division": VILLAGE, "kind": "institution"}
        school = await registry.call("POST", "/households", 201, json=dormitory)
    chronicle.people = {"man": head["id"], "woman": wife["id"]}
    chronicle.households = {"home": home["id"], "school": school["id"]}
    return chronicle


async def test_a_family_replayed_reads_as_it_was_on_every_day(registry: Registry) -> None:
    family = await _settle(registry)
    man, woman, home = family.people["man"], family.people["woman"], family.households["home"]
    couple = {"first_id": man, "second_id": woman}
    await family.step("2020-02-01", "POST", "/marriages", json=couple | {"married_on": "2020-02-01"})
    newborn = {"child": {"name": "王小一", "sex": 2, "birth_date": "2021-03-04"}, "mother_id": woman}
    newborn |= {"household_id": home, "relation_to_head": "30"}
    child = (await family.step("2021-03-04", "POST", "/births", json=newborn))["person_id"]

    # All of them away, and back to another village, each time as one act.
    away = {"to_division": ELSEWHERE, "moved_on": "2022-05-01", "whole_household": True}
    gone = await family.step("2022-05-01", "POST", f"/persons/{man}/moves", json=away)
    back = {"to_division": NEIGHBOUR, "moved_on": "2023-06-01", "whole_household": True}
    returned = await family.step("2023-06-01", "POST", f"/persons/{woman}/moves", json=back)
    for moved, kind in ((gone, "out"), (returned, "return")):
        assert {(m["person_id"], m["kind"], m["group_id"]) for m in moved["items"]} == {
            (each, kind, moved["group_id"]) for each in (man, woman, child)
        }

    # Apart: mother and child form a household of their own, which the child heads for a while.
    await family.step("2023-09-01", "POST", "/divorces", json=couple | {"divorced_on": "2023-09-01"})
    leaving = [{"person_id": woman, "relation_to_head": "02"}, {"person_id": child, "relation_to_head": "30"}]
    split = {"number": "7-1", "members": leaving}
    match = await family.revision("home")
    own = await family.step("2024-01-02", "POST", f"/households/{home}/split", json=split, headers=match)
    family.households["own"] = own["id"]
    head = {"person_id": child, "former_head_relation": "52"}
    match = await family.revision("own")
    await family.step("2024-02-01", "PUT", f"/households/{own['id']}/head", 200, json=head, headers=match)

    # Together again, and the child at school, in an institution's household.
    joined = {"household_id": own["id"], "members": [{"person_id": woman, "relation_to_head": "12"}]}
    match = await family.revision("home")
    await family.step("2024-06-01", "POST", f"/households/{home}/join", 200, json=joined, headers=match)
    await family.step("2024-08-30", "DELETE", f"/households/{home}/members/{child}", 200)
    school = family.households["school"]
    await family.step("2024-09-01", "POST", f"/households/{school}/members", 200, json={"person_id": child})
    await family.step("2025-02-03", "POST", "/deaths", json={"person_id": man, "died_on": "2025-02-03"})
    await family.recalls_everything()
    assert {name: len(family.seen[-1][1][f"{name}'s members"]) for name in family.households} == {
        "home": 2,
        "school": 1,
        "own": 0,
    }
