"""A fresh county shows benefits at every step, made through the same doors as everybody's."""

from datetime import date

from demo.benefits import choose
from tests.e2e.conftest import County


def _person(name: str, born: str, household: str = "h1", **more: object) -> dict[str, object]:
    places = {"registered_division": "341599001201", "residence_division": "341599001201"}
    return (
        {"id": name, "name": name, "birth_date": born, "sex": 2, "living": True, "household_id": household}
        | places
        | more
    )


def test_whose_claims_are_made_is_the_same_in_every_run() -> None:
    people = [
        _person("祖", "1950-01-01"),
        _person("母", "1995-01-01"),
        _person("子", "2025-01-01"),
        _person("孤", "2025-02-01", household="h2"),
        _person("亡", "1951-01-01", living=False),
        _person("外", "1952-01-01", registered_division="329999001001"),
    ]
    chosen = choose(people, 2026)
    assert chosen == choose(list(reversed(people)), 2026)
    assert [p["id"] for p in chosen.elders] == ["祖"]
    assert [(child["id"], adult["id"]) for child, adult in chosen.children] == [("子", "母")]


def test_a_fresh_county_has_claims_a_list_and_funds(running_county: County) -> None:
    worker, officer = running_county.staff("village-worker"), running_county.staff("county-officer")
    claims = worker.get("/api/incentives/v1/claims").json()["items"]
    assert {"applied", "posted", "refused"} <= {claim["state"] for claim in claims}
    (posting,) = officer.get("/api/incentives/v1/postings").json()["items"]
    assert posting["lines"] >= 1
    assert date.fromisoformat(posting["last_day"]) > date.fromisoformat(posting["opened_on"])
    funds = running_county.staff("finance-officer").get("/api/incentives/v1/funds").json()["items"]
    assert {fund["code"] for fund in funds} == {"family-support", "childcare-subsidy"}
