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
    assert {"applied", "posted", "refused", "approved"} <= {claim["state"] for claim in claims}
    postings = officer.get("/api/incentives/v1/postings").json()["items"]
    hanging = next(posting for posting in postings if posting["approved"] == 0)
    assert hanging["lines"] >= 1
    assert date.fromisoformat(hanging["last_day"]) > date.fromisoformat(hanging["opened_on"])
    funds = running_county.staff("finance-officer").get("/api/incentives/v1/funds").json()["items"]
    assert {fund["code"] for fund in funds} == {"family-support", "childcare-subsidy"}


def test_last_years_payments_were_signed_by_three_sent_answered_and_issued_again(running_county: County) -> None:
    finance = running_county.staff("finance-officer")
    batches = finance.get("/api/incentives/v1/batches").json()["items"]
    assert [batch["state"] for batch in batches] == ["finished"] * 3
    assert all(len({batch["made_by"], batch["approved_by"], batch["released_by"]}) == 3 for batch in batches)
    first, again, second = (batch["lines"] for batch in batches)
    assert (first, again) == (second, 2), "one came back, and one after it had been paid"
    cycle = finance.get(f"/api/incentives/v1/cycles/{batches[0]['cycle_id']}").json()
    assert (cycle["paid"], cycle["waiting"]) == (first, {"no-account": 1}), "who has no account is not forgotten"
    year = int(batches[0]["made_at"][:4])
    books = finance.get(f"/api/incentives/v1/funds/family-support/years/{year}/trial-balance").json()
    balances = {account["account"]: account["balance_fen"] for account in books["accounts"]}
    assert (books["total_fen"], balances["in-transit"]) == (0, 0)
    assert balances["paid"] == 2 * first * 48_000
    village = running_county.division_of("village-worker")
    papers = finance.get(f"/api/incentives/v1/cycles/{cycle['id']}/village.pdf", params={"division": village})
    assert papers.content.startswith(b"%PDF-")
    renewed = running_county.staff("village-worker").get("/api/incentives/v1/claims", params={"year": year + 1})
    assert "renewed" in {claim["origin"] for claim in renewed.json()["items"]}
