"""What goes to the bank and what comes back: exact, the same each time, and taken once."""

import hashlib
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.incentives.accounts.rules import fault_of, has_luhn_digit
from services.incentives.bank_files import pain001
from services.incentives.bank_files.lines import Head, Line, Totals, fen_of, yuan
from services.incentives.bank_files.pain001 import NotValid, validate
from services.incentives.returns.errors import ReturnUnreadable
from services.incentives.returns.read_file import read_file
from tests.conftest import Database, execute
from tests.incentives.money import OWN_BANK, Office, card, office, told

_SPACE = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
TOTAL = 6_821_220_800


@given(st.integers(0, 10**15))
def test_yuan_and_fen_go_both_ways(fen: int) -> None:
    assert fen_of(yuan(fen)) == fen


@pytest.mark.parametrize("text", ["", ".", "1.005", "-1", "1e5", "1.2.3", "NaN", "1 000", "一百"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|fraction"):
        fen_of(text)


@given(st.integers(0, 10**12), st.integers(0, 18), st.integers(1, 9))
def test_a_wrong_digit_in_a_card_number_is_found(number: int, place: int, by: int) -> None:
    right = card(number)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert (fault_of(right), fault_of(wrong)) == (None, "bad_check_digit")
    assert has_luhn_digit("79927398713")


async def _released(at_work: Office, people: int = 8) -> dict[str, Any]:
    await at_work.enter([TOTAL // people + n for n in range(people)])
    return await at_work.send((await at_work.cycle())["id"])


async def _file(at_work: Office, batch: dict[str, Any], kind: str) -> Any:
    answer = await at_work.clerk().get(f"/batches/{batch['id']}/file", params={"format": kind})
    assert answer.status_code == 200, answer.text
    assert hashlib.sha256(answer.content).hexdigest() == answer.headers["huijia-digest"]
    return answer


def _rows(content: bytes) -> list[Any]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values)


async def test_pain001_fits_its_schema_and_its_totals_are_exact(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work)
        file = await _file(at_work, batch, "pain.001")
        assert (await _file(at_work, batch, "pain.001")).content == file.content
        document = etree.fromstring(file.content)
        validate(file.content)
        assert int(file.headers["huijia-lines"]) == 8
        assert document.findtext(f".//{_SPACE}GrpHdr/{_SPACE}NbOfTxs") == "8"
        assert fen_of(document.findtext(f".//{_SPACE}GrpHdr/{_SPACE}CtrlSum")) == batch["released_fen"]
        accounts = document.findall(f".//{_SPACE}CdtrAcct/{_SPACE}Id/{_SPACE}Othr/{_SPACE}Id")
        assert sorted(element.text for element in accounts) == sorted(person.card for person in at_work.people)
        references = [element.text for element in document.iter(f"{_SPACE}EndToEndId")]
        assert len(set(references)) == 8
        with pytest.raises(NotValid):
            validate(file.content.replace(b"<EndToEndId>", b"<EndToEnd>").replace(b"</EndToEndId>", b"</EndToEnd>"))


@pytest.mark.parametrize("wrong", range(5))
def test_a_line_that_breaks_the_schema_is_found_in_whatever_piece(wrong: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pain001, "_CHUNK", 2)
    moment = datetime(2026, 7, 1, tzinfo=UTC)
    head = Head("HUIJIA-000001-0", 1, moment, moment.date(), "奖扶", "财政局", "1100", OWN_BANK, "工行")
    lines = [Line(n, f"{n:012}", 5, card(n), "张" * (141 if n == wrong else 140), OWN_BANK, "行") for n in range(5)]
    with pytest.raises(NotValid):
        pain001.write_pain001(head, Totals(5, 25), lines)
    rest = [line for line in lines if line.line != wrong]
    assert pain001.write_pain001(head, Totals(4, 20), rest).count(b"<CdtTrfTxInf>") == 4


async def test_local_formats_part_own_and_other_banks(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work)
        own, other = [await _file(at_work, batch, kind) for kind in ("same-bank", "interbank")]
        assert (await _file(at_work, batch, "same-bank")).content == own.content
        rows = [_rows(f.content) for f in (own, other)]
        assert [len(sheet) - 1 for sheet in rows] == [6, 2]
        assert rows[0][0] == ("姓名", "卡号", "应处理金额", "备注", "实处理金额", "处理标志")
        assert sum(fen_of(row[2]) for sheet in rows for row in sheet[1:]) == batch["released_fen"]
        assert all(len(row[3].encode("gbk")) <= 12 for sheet in rows for row in sheet[1:])
        text = (await _file(at_work, batch, "text")).content.decode("gbk").splitlines()
        assert {len(line.split()) for line in text[:-1]} == {10}
        assert text[-1] == f"合计 8 {batch['released_fen']}"


async def test_a_name_that_gbk_lacks_is_said_by_line(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        (person,) = await at_work.enter([100])
        entry = {"person_id": str(person.person_id), "account_number": person.card, "holder": "王䶮"}
        kept = await at_work.clerk().post("/accounts", json=entry | {"bank_code": "1" * 12, "bank_name": "行"})
        assert kept.status_code == 201
        batch = await at_work.send((await at_work.cycle())["id"])
        refused = await at_work.clerk().get(f"/batches/{batch['id']}/file", params={"format": "text"})
        assert (refused.status_code, refused.json()["lines"]) == (409, [1])
        await _file(at_work, batch, "pain.001")


async def test_the_sheet_that_comes_back_is_taken_once(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work, 4)
        sent = _rows((await _file(at_work, batch, "same-bank")).content)
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(sent):
                done = [] if number == 0 else [row[2], "成功"]
                sheet.write_row(number, 0, row if number == 0 else [*row[:4], *done])
            sheet.write_row(9, 0, ["某人", "6217", "5.00", "999999000001", "5.00", "成功"])
        files = {"file": ("huidan.xlsx", out.getvalue())}
        first = await at_work.clerk().post("/returns", files=files)
        assert (first.status_code, first.json()["counts"]) == (201, {"paid": 3, "unknown": 1})
        again = await at_work.clerk("other").post("/returns", files={"file": ("别的名字.xlsx", out.getvalue())})
        assert (again.status_code, again.json()["known_before"]) == (200, True)
        lines = await at_work.clerk().get(f"/returns/{first.json()['id']}/lines", params={"quarantined": True})
        assert [(line["verdict"], line["reference"]) for line in lines.json()["items"]] == [("unknown", "999999000001")]
        place = f"/returns/{first.json()['id']}/lines/10/resolution"
        for status in (204, 409):
            answer = await at_work.clerk().post(place, json={"resolution": "银行误并入其他单位的一行"})
            assert answer.status_code == status
        assert (await at_work.clerk().get(f"/returns/{first.json()['id']}")).json()["quarantined"] == 0
        assert (await at_work.balances())["in-transit"] == batch["released_fen"] - first.json()["sums"]["paid"]


async def test_lines_in_doubt_are_set_aside_and_the_rest_is_processed(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work, 7)
        right, short, odd, waits, wrong, double, _ = await at_work.attempts(batch["id"])
        rows = [
            told(right, "成功"),
            [short["reference"], "0.01", "成功", ""],
            told(odd, "也许"),
            told(waits, "处理中"),
            [wrong["reference"], "-5", "成功", ""],
            told(double, "成功"),
            told(double, "失败"),
        ]
        taken = (await at_work.answer(rows)).json()
        expected = {"paid": 1, "amount-differs": 1, "outcome-unclear": 1, "pending": 1, "unreadable": 1}
        assert taken["counts"] == expected | {"twice-in-file": 2}
        assert taken["quarantined"] == 5
        assert (await at_work.balances())["paid"] == right["amount_fen"]


async def test_a_file_whose_totals_differ_changes_nothing(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work, 2)
        rows = [told(a, "成功") for a in await at_work.attempts(batch["id"])]
        refused = await at_work.answer([*rows[:1], ["合计", "2", yuan(batch["released_fen"])]])
        assert (refused.status_code, refused.json()["counted"]) == (422, 1)
        whole = await at_work.answer([*rows, ["合计", "2", yuan(batch["released_fen"])]])
        assert whole.json()["counts"] == {"paid": 2}


def _pain002(
    lines: list[tuple[str, str, str]],
    message: str = "M",
    group: str = "PART",
    version: str = "03",
    original: str = "",
    counted: str = "",
) -> bytes:
    space = f"urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"
    transfers = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        + (f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>" if reason else "")
        + "</TxInfAndSts>"
        for reference, status, reason in lines
    )
    payments = f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>{transfers}</OrgnlPmtInfAndSts>"
    return (
        f'<?xml version="1.0"?><Document xmlns="{space}"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId>'
        f"<CreDtTm>2026-07-01T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{original}<GrpSts>{group}</GrpSts>{counted}</OrgnlGrpInfAndSts>"
        f"{payments if lines else ''}</CstmrPmtStsRpt></Document>"
    ).encode()


async def test_a_status_report_settles_lines_or_a_whole_message(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work, 3)
        one, other, third = await at_work.attempts(batch["id"])
        lines = [(one["reference"], "ACSC", ""), (other["reference"], "RJCT", "AC01"), (third["reference"], "PDNG", "")]
        files = {"file": ("status.xml", _pain002(lines, version="12"))}
        assert (await at_work.clerk().post("/returns", files=files)).json()["counts"] == {
            "paid": 1,
            "pending": 1,
            "returned": 1,
        }
        name = (await _file(at_work, batch, "pain.001")).headers["content-disposition"].split('"')[1]
        message = name.removesuffix(".pain.001.xml")
        for known, status in ((message[:-1] + "!", 422), ("HUIJIA-²²²²²²-x", 422), (message, 201)):
            whole = await at_work.clerk().post("/returns", files={"file": ("s.xml", _pain002([], known, "RJCT"))})
            assert whole.status_code == status
        # The one that was paid comes back late, the one that waited is rejected, and what was returned is known.
        assert whole.json()["counts"] == {"repeated": 1, "returned": 1, "reversed": 1}
        assert (await at_work.balances())["committed"] == batch["released_fen"]


async def test_a_status_report_whose_totals_differ_changes_nothing(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work, 2)
        name = (await _file(at_work, batch, "pain.001")).headers["content-disposition"].split('"')[1]
        message, fen = name.removesuffix(".pain.001.xml"), batch["released_fen"]
        lines = [(attempt["reference"], "ACSC", "") for attempt in await at_work.attempts(batch["id"])]

        async def told(count: int, total: int, settled: int) -> httpx.Response:
            totals = f"<OrgnlNbOfTxs>{count}</OrgnlNbOfTxs><OrgnlCtrlSum>{yuan(total)}</OrgnlCtrlSum>"
            each = f"<NbOfTxsPerSts><DtldNbOfTxs>{settled}</DtldNbOfTxs><DtldSts>ACSC</DtldSts></NbOfTxsPerSts>"
            report = _pain002(lines, message, original=totals, counted=each)
            return await at_work.clerk().post("/returns", files={"file": ("s.xml", report)})

        for wrong in ((3, fen, 2), (2, fen + 1, 2), (2, fen, 3)):
            refused = await told(*wrong)
            assert (refused.status_code, refused.json()["type"].rsplit("/")[-1]) == (422, "control-totals-differ")
        assert (await at_work.balances())["in-transit"] == fen
        assert (await told(2, fen, 2)).json()["counts"] == {"paid": 2}


async def test_a_line_that_came_to_a_released_batch_stops_its_file(county: Database, tmp_path: Path) -> None:
    """Nobody can do that with the service's own rights; the file would show it all the same."""
    async with office(county, tmp_path) as at_work:
        batch = await _released(at_work, 2)
        unguarded = "SET session_replication_role = replica"
        await execute(county.admin_dsn(), unguarded, "UPDATE incentives.attempts SET amount_fen = amount_fen + 1")
        for kind in ("pain.001", "same-bank", "text"):
            refused = await at_work.clerk().get(f"/batches/{batch['id']}/file", params={"format": kind})
            assert (refused.status_code, refused.json()["type"].rsplit("/")[-1]) == (409, "bank-file-differs")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not a package",
        b"<Document/>",
        _pain002([("x", "ACSC", "")]).replace(b"<GrpHdr>", b"<GrpHd>").replace(b"</GrpHdr>", b"</GrpHd>"),
        b'<!DOCTYPE d [<!ENTITY a "b">]>' + _pain002([("&a;", "ACSC", "")]).partition(b"?>")[2],
        "姓名,卡号\n张三,6217".encode(),
        b"\xff\xfe\x00\x00",
        "备注,处理标志,金额\n合计,x".encode(),
    ],
)
def test_what_is_no_return_file_is_refused(content: bytes) -> None:
    with pytest.raises(ReturnUnreadable):
        read_file(content)


def test_a_day_that_no_calendar_has_is_said_by_line() -> None:
    odd = _pain002([("x", "ACSC", "")]).replace(b"</TxSts>", b"</TxSts><AccptncDtTm>-0001-01-01T00:00:00</AccptncDtTm>")
    assert [line.unreadable for line in read_file(odd).lines] == ["not a day"]


def test_titles_above_the_header_and_dates_are_read() -> None:
    content = "示范县代发回单\n备注,金额,处理标志,处理日期\n1000002,10.50,处理成功,20260701\n".encode("gb18030")
    (line,) = read_file(content).lines
    assert (line.reference, line.amount_fen, line.outcome) == ("000001000002", 1050, "paid")
    assert line.settled_on == date(2026, 7, 1)
