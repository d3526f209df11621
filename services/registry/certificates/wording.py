"""Codes and days in the words that papers use (GB/T 2261.1, GB/T 4761)."""

from datetime import date

SEXES = {0: "未知", 1: "男", 2: "女", 9: "未说明"}
KINDS = {"family": "家庭户", "institution": "集体户"}
HEADINGS = ("姓名", "与户主关系", "性别", "出生日期", "公民身份号码")

_RELATIONS = {
    "01": "本人",
    "02": "户主",
    "10": "配偶",
    "11": "夫",
    "12": "妻",
    "20": "子",
    "30": "女",
    "40": "孙子女",
    "50": "父母",
    "51": "父亲",
    "52": "母亲",
    "60": "祖父母",
    "70": "兄弟姐妹",
}
_GROUPS = {"2": "子", "3": "女", "4": "孙辈", "5": "父母", "6": "祖辈", "7": "兄弟姐妹", "8": "其他"}


def relation(code: str | None) -> str:
    """A relation to the head in words; its group's where the code has none of its own."""
    if code is None:
        return "—"
    return _RELATIONS.get(code) or _GROUPS.get(code[:1], "其他")


def on_paper(day: date) -> str:
    """2026年11月1日"""
    return f"{day.year}年{day.month}月{day.day}日"
