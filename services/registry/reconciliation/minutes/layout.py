"""What minutes say, as headed tables: the same for the paper and for the .docx. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from services.registry.reconciliation.minutes.facts import OFFICE_NAMES
from services.registry.reconciliation.record_kinds.kinds import kinds

TITLE = "信息共享对账会议纪要"
NOTE = "本纪要不含任何个人姓名、号码或取值；各项差异以编号指代，由责任部门在系统中查阅。"


class Part(NamedTuple):
    """A heading, and a table under it; ``widths`` are shares of the line."""

    heading: str
    columns: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]


def lines_of(facts: Mapping[str, Any]) -> list[str]:
    """The lines under the title."""
    return [
        f"对账月份：{facts['period']}    会议日期：{facts['meeting_on']}",
        f"参会单位：{'、'.join(facts['present'])}",
        f"转入下月继续办理：{facts['carried_over']} 项",
    ]


def parts_of(facts: Mapping[str, Any]) -> list[Part]:
    """The tables, in order."""
    return [
        Part(
            "一、各部门提交情况",
            ("部门", "类别", "行数", "接收", "退回", "逾期", "文件摘要(前16位)"),
            (0.2, 0.22, 0.1, 0.1, 0.1, 0.08, 0.2),
            [_submission(row) for row in facts["submissions"]],
        ),
        Part(
            "二、比对情况",
            ("类别", "人次", "匹配", "待核对", "匹配率", "目标", "达标"),
            (0.3, 0.12, 0.12, 0.12, 0.12, 0.1, 0.12),
            [_rate(row) for row in facts["figures"]],
        ),
        Part(
            "三、差异汇总",
            ("责任单位", "事项", "发现", "已办结"),
            (0.28, 0.44, 0.14, 0.14),
            [[row["owner"], row["rule"], str(row["found"]), str(row["closed"])] for row in facts["summary"]],
        ),
        Part(
            "四、决议与办结",
            ("编号", "责任单位", "事项", "决议", "期限", "结果"),
            (0.14, 0.18, 0.24, 0.2, 0.12, 0.12),
            [_case(row) for row in facts["resolutions"]],
        ),
        Part(
            "五、县际未决事项",
            ("编号", "对方县", "事项", "提出日期", "结果"),
            (0.18, 0.14, 0.32, 0.16, 0.2),
            # Minutes of a time before matters between counties were known have none.
            [_matter(row) for row in facts.get("between_counties", ())],
        ),
    ]


def signature_rows(signatures: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Who signed, when, with which key."""
    return [
        [OFFICE_NAMES[s["participant"]], f"{s['signed_at']:%Y-%m-%d %H:%M}", s["key_id"], s["signature"][:24] + "…"]
        for s in signatures
    ]


SIGNATURES = Part("六、电子签署(Ed25519)", ("单位", "时间(UTC)", "公钥编号", "签名"), (0.28, 0.2, 0.2, 0.32), ())


def _submission(row: Mapping[str, Any]) -> list[str]:
    numbers = [str(row[name]) for name in ("rows_read", "accepted", "rejected")]
    late = "是" if row["late"] else "否"
    return [OFFICE_NAMES[row["department"]], kinds()[row["kind"]].zh, *numbers, late, row["digest"][:16]]


def _rate(row: Mapping[str, Any]) -> list[str]:
    rate = "" if row["rate"] is None else f"{row['rate']:.1%}"
    target = "" if row["target"] is None else f"{row['target']:.0%}"
    met = {True: "是", False: "否", None: ""}[row["met"]]
    return [row["zh"], str(row["persons"]), str(row["found"]), str(row["asked"]), rate, target, met]


def _matter(row: Mapping[str, Any]) -> list[str]:
    return [row["reference"][-12:], row["peer"], row["matter"], row["asked_on"], row["outcome"]]


def _case(row: Mapping[str, Any]) -> list[str]:
    # The end of a UUIDv7 is its random part: short, and enough to find the case by.
    reference = row["reference"][-12:]
    return [reference, row["owner"], row["matter"], row["resolution"], row["due_on"], row["outcome"]]
