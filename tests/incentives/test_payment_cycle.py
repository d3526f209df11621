"""From what is owed to what was paid: the documents' own figures, three pairs of hands, returns and their re-issue."""

import asyncio
from datetime import date
from pathlib import Path

import asyncpg
import pytest

from services.incentives import set_wise
from tests.conftest import Database
from tests.incentives.money import FUND, Office, office, told
from tests.support.running import published

# 大龙山镇 2011: 51 people, 38,520 yuan; 825 households, 162,000 yuan. 乌审旗 2010: 2,114 households, 1,015,000 yuan.
FIGURES = [(51, 3_852_000), (825, 16_200_000), (2114, 101_500_000), (3, 6_821_220_800)]


def shares(people: int, total_fen: int) -> list[int]:
    """The sum in whole fen for so many people, the odd fen to the first."""
    each, rest = divmod(total_fen, people)
    return [each + (n < rest) for n in range(people)]


@pytest.mark.parametrize(("people", "total_fen"), FIGURES)
async def test_the_documents_figures_are_paid_to_the_fen(
    people: int, total_fen: int, county: Database, tmp_path: Path
) -> None:
    async with office(county, tmp_path, budget_fen=total_fen) as at_work:
        await at_work.enter(shares(people, total_fen))
        cycle = await at_work.cycle()
        assert (cycle["payments"], cycle["total_fen"]) == (people, total_fen)
        assert (await at_work.balances())["committed"] == total_fen
        batch = await at_work.send(cycle["id"])
        assert (batch["released_lines"], batch["released_fen"]) == (people, total_fen)
        assert (await at_work.balances())["in-transit"] == total_fen
        taken = (await at_work.pay_all(batch)).json()
        assert (taken["counts"], taken["sums"]) == ({"paid": people}, {"paid": total_fen})
        standing = (await at_work.clerk().get(f"/cycles/{cycle['id']}")).json()
        assert (standing["paid"], standing["paid_fen"], standing["owed"]) == (people, total_fen, 0)
        balances = await at_work.balances()
        assert balances == dict.fromkeys(balances, 0) | {"treasury": -total_fen, "paid": total_fen}
        kinds = [kind.split(".")[3] for kind, _ in await published(at_work.service.app)]
        assert {kind: kinds.count(kind) for kind in set(kinds)} == {
            "payment-planned": people,
            "payment-released": people,
            "payment-completed": people,
        }


async def test_making_approving_and_releasing_take_three_people(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        await at_work.enter([96_000])
        batch = await at_work.batch((await at_work.cycle())["id"])
        assert batch["digest"] == batch["digest"].lower()
        place, first = f"/batches/{batch['id']}", {"If-Match": '"1"'}
        assert (await at_work.clerk("maker").post(f"{place}/approval", headers=first)).status_code == 409
        assert (await at_work.clerk("b").post(f"{place}/release", headers=first)).json()["state"] == "made"
        assert (await at_work.clerk("b").post(f"{place}/approval", headers={"If-Match": '"7"'})).status_code == 412
        assert (await at_work.clerk("b").post(f"{place}/approval", headers=first)).status_code == 200
        for who in ("maker", "b"):
            refused = await at_work.clerk(who).post(f"{place}/release", headers={"If-Match": '"2"'})
            assert refused.json()["type"].endswith("/same-person")
        assert (await at_work.clerk("b").get(f"{place}/file")).status_code == 409
        assert (await at_work.clerk("c").post(f"{place}/release", headers={"If-Match": '"2"'})).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        "state = 'approved', approved_by = made_by",
        "state = 'approved'",
        "state = 'released', approved_by = 'b', released_by = 'c', released_lines = 1, released_fen = 96000",
        "total_fen = total_fen + 1",
        "made_by = 'somebody'",
        "state = 'finished'",
    ],
)
async def test_the_database_itself_refuses_a_forged_signature(forged: str, county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        await at_work.enter([96_000])
        await at_work.batch((await at_work.cycle())["id"])
        with pytest.raises(asyncpg.CheckViolationError):
            await at_work.pool.execute(f"UPDATE batches SET {forged}")


async def test_of_two_who_batch_one_cycle_one_wins(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        await at_work.enter([96_000] * 20)
        cycle = await at_work.cycle()
        entry = {"cycle_id": cycle["id"]}
        tries = [at_work.clerk(who).post("/batches", json=entry) for who in ("one", "other")]
        answers = sorted([answer.status_code for answer in await asyncio.gather(*tries)])
        assert answers == [201, 409]
        again = await at_work.clerk().post("/batches", json=entry)
        assert again.json()["left_out"] == {"in-batch": 20}
        twice = {"fund": FUND, "year": 2026, "name": "又一次", "due_until": "2026-06-30"}
        assert (await at_work.clerk("other").post("/cycles", json=twice)).json()["cycle_id"] == cycle["id"]
        attempt = (await at_work.pool.fetch("SELECT * FROM attempts"))[0]
        with pytest.raises(asyncpg.UniqueViolationError):
            await at_work.pool.execute(
                "INSERT INTO attempts (payment_id, batch_id, line, reference, ordinal, account_id, amount_fen)"
                " VALUES ($1, $2, 99, '000001000099', 2, $3, 1)",
                attempt["payment_id"],
                attempt["batch_id"],
                attempt["account_id"],
            )


async def test_an_exhausted_budget_stops_clearly(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path, budget_fen=100_000) as at_work:
        await at_work.enter([96_000, 96_000])
        entry = {"fund": FUND, "year": 2026, "name": "上半年", "due_until": "2026-06-30"}
        refused = await at_work.clerk().post("/cycles", json=entry)
        assert refused.status_code == 409
        known = {key: refused.json()[key] for key in ("needed_fen", "available_fen", "short_fen")}
        assert known == {"needed_fen": 192_000, "available_fen": 100_000, "short_fen": 92_000}
        assert await at_work.pool.fetchval("SELECT count(*) FROM payments") == 0
        await at_work.open_fund(92_000)
        assert (await at_work.cycle())["payments"] == 2
        assert (await at_work.balances())["available"] == 0


async def test_what_comes_back_is_issued_again_to_the_corrected_account(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        one, other = await at_work.enter([96_000, 48_000])
        cycle = await at_work.cycle()
        first = await at_work.send(cycle["id"])
        lines = await at_work.attempts(first["id"])
        wrong, busy = (next(a for a in lines if a["amount_fen"] == fen) for fen in (96_000, 48_000))
        answer = [told(wrong, "失败", "AC01 账号错误"), told(busy, "失败", "系统忙")]
        assert (await at_work.answer(answer)).json()["counts"] == {"returned": 2}
        assert (await at_work.balances())["committed"] == 144_000
        standing = (await at_work.clerk().get(f"/cycles/{cycle['id']}")).json()
        assert (standing["owed"], standing["waiting"]) == (2, {"account-doubted": 1})
        second = await at_work.send(cycle["id"])
        assert (second["released_lines"], second["released_fen"]) == (1, 48_000)
        corrected = {"person_id": str(one.person_id), "bank_code": "102100099996", "bank_name": "工行"}
        entered = await at_work.clerk().post(
            "/accounts", json=corrected | {"account_number": "6222 0212 3456 7890 128"}
        )
        assert entered.status_code == 201, entered.text
        third = await at_work.send(cycle["id"])
        for batch in (second, third):
            assert (await at_work.pay_all(batch)).json()["counts"] == {"paid": 1}
        payment = (await at_work.clerk().get("/payments", params={"person_id": str(one.person_id)})).json()["items"][0]
        history = (await at_work.clerk().get(f"/payments/{payment['id']}")).json()
        assert [(a["ordinal"], a["state"]) for a in history["tries"]] == [(1, "returned"), (2, "paid")]
        assert history["tries"][0]["account_shown"] != history["tries"][1]["account_shown"]
        told_of = [
            data["attempt"] for kind, data in await published(at_work.service.app) if kind.endswith("completed.v1")
        ]
        assert told_of == [2, 2]
        assert other.person_id != one.person_id


async def test_a_return_after_success_is_reversed_held_and_issued_again(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        (person,) = await at_work.enter([96_000])
        cycle = await at_work.cycle()
        (line,) = await at_work.attempts((await at_work.send(cycle["id"]))["id"])
        await at_work.answer([told(line, "成功")])
        late = (await at_work.answer([told(line, "退票", "户名不符")])).json()
        assert late["counts"] == {"reversed": 1}
        assert (await at_work.answer([told(line, "成功"), told(line, "成功")])).json()["counts"] == {"twice-in-file": 2}
        late_success = (await at_work.answer([told(line, "处理成功")])).json()
        assert (late_success["counts"], late_success["quarantined"]) == ({"contradicts": 1}, 1)
        balances = await at_work.balances()
        assert (balances["paid"], balances["committed"]) == (0, 96_000)
        waiting = await at_work.clerk().post("/batches", json={"cycle_id": cycle["id"]})
        assert waiting.json()["left_out"] == {"account-doubted": 1}
        entry = {"person_id": str(person.person_id), "account_number": person.card}
        bank = {"bank_code": "102100099996", "bank_name": "工行", "holder": "张姗"}
        assert (await at_work.clerk().post("/accounts", json=entry | bank)).status_code == 201
        assert (await at_work.pay_all(await at_work.send(cycle["id"]))).json()["counts"] == {"paid": 1}
        events = [data for kind, data in await published(at_work.service.app) if "returned" in kind]
        assert [event["after_success"] for event in events] == [True]


async def test_who_died_or_was_stopped_since_stays_behind_at_the_release(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        died, held, _ = await at_work.enter([100, 200, 300])
        batch = await at_work.batch((await at_work.cycle())["id"])
        await at_work.pool.execute(
            "UPDATE beneficiaries SET living = false, died_on = '2026-06-01' WHERE person_id = $1", died.person_id
        )
        await at_work.pool.execute(
            "UPDATE entitlements SET state = 'on_hold', hold_reason = 'objection', revision = 2 WHERE id = $1",
            held.entitlement_id,
        )
        released = await at_work.release(batch)
        assert (released["lines"], released["released_lines"], released["released_fen"]) == (3, 1, 300)
        waiting = (await at_work.clerk().get("/payments", params={"waiting": True})).json()["items"]
        assert sorted(p["waits_for"] for p in waiting) == ["on-hold", "payee-died"]


async def test_a_batch_that_is_withdrawn_frees_its_payments(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        await at_work.enter([96_000])
        cycle = await at_work.cycle()
        batch = await at_work.batch(cycle["id"])
        taken = await at_work.clerk().post(f"/batches/{batch['id']}/withdrawal", headers={"If-Match": '"1"'})
        assert taken.json()["state"] == "withdrawn"
        released = await at_work.send(cycle["id"])
        with pytest.raises(asyncpg.CheckViolationError):
            await at_work.pool.execute("UPDATE attempts SET state = 'withdrawn' WHERE state = 'open'")
        again = await at_work.clerk().post(f"/batches/{released['id']}/withdrawal", headers={"If-Match": '"3"'})
        assert again.status_code == 409


async def test_later_instalments_wait_for_their_cycle(county: Database, tmp_path: Path) -> None:
    parts = [(date(2026, 6, 30), 50), (date(2026, 9, 30), 51)]
    async with office(county, tmp_path) as at_work:
        await at_work.enter([101], parts=parts)
        assert (await at_work.cycle())["total_fen"] == 50
        assert (await at_work.cycle("下半年", date(2026, 9, 30)))["total_fen"] == 51
        assert await _due(at_work) == [date(2026, 6, 30), date(2026, 9, 30)]


async def test_very_many_are_paid_by_the_same_rules(
    county: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is set for statements over many rows ends with them, and changes nothing of what they do."""
    monkeypatch.setattr(set_wise, "MANY", 1)
    async with office(county, tmp_path) as at_work:
        died, *_ = await at_work.enter([100, 200, 300])
        cycle = await at_work.cycle()
        batch = await at_work.batch(cycle["id"])
        gone = "UPDATE beneficiaries SET living = false, died_on = '2026-06-01' WHERE person_id = $1"
        await at_work.pool.execute(gone, died.person_id)
        batch = await at_work.release(batch)
        assert (batch["lines"], batch["released_lines"], batch["released_fen"]) == (3, 2, 500)
        file = await at_work.clerk().get(f"/batches/{batch['id']}/file")
        assert (file.headers["huijia-lines"], file.headers["huijia-total-fen"]) == ("2", "500")
        paid, back = [told(line, said) for line, said in zip(await at_work.attempts(batch["id"]), ("成功", "失败"), strict=True)]  # fmt: skip  # noqa: E501
        assert (await at_work.answer([paid, back])).json()["counts"] == {"paid": 1, "returned": 1}
        assert (await at_work.send(cycle["id"]))["released_lines"] == 1


async def _due(at_work: Office) -> list[date]:
    return [row["due_on"] for row in await at_work.pool.fetch("SELECT due_on FROM payments ORDER BY due_on")]
