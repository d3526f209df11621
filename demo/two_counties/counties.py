"""The two counties, and the families that are known in both: registered in one, living in the other."""

import csv
import io
from datetime import date
from typing import Any, NamedTuple

from demo.numbers import MAN, WOMAN, Issuer
from demo.words import CHINESE

_FAMILY_NAMES = "赵钱孙李周吴郑王冯陈褚卫"
_MOTHERS_AGE, _CHILDS_AGE = 31 * 365, 2 * 365


class County(NamedTuple):
    """A made-up county with one town and one village."""

    code: str
    zh: str
    en: str

    @property
    def town(self) -> str:
        """12 digits."""
        return f"{self.code}001000"

    @property
    def village(self) -> str:
        """12 digits."""
        return f"{self.code}001201"

    @property
    def divisions(self) -> list[dict[str, Any]]:
        """As the register takes them, parents first."""
        levels = ((f"{self.code}000000", self.zh, "county", None), (self.town, "新城镇", "town", f"{self.code}000000"))
        rows = (*levels, (self.village, "河口村", "village", self.town))
        return [dict(zip(("code", "name", "level", "parent"), row, strict=True)) for row in rows]

    def staff(self, passwords: dict[str, str]) -> list[dict[str, str]]:
        """Who works there, by role."""
        places = {"county-admin": f"{self.code}000000", "auditor": f"{self.code}000000", "village-worker": self.village}
        return [{"username": r, "password": passwords[r], "role": r, "division": d} for r, d in places.items()]


HERE, THERE = County("341599", "甲县", "County A"), County("329999", "乙县", "County B")
ROLES = ("county-admin", "auditor", "village-worker")


class Member(NamedTuple):
    """Somebody of a family."""

    name: str
    number: str
    born: str
    sex: str
    relation: str


class Family(NamedTuple):
    """A mother and her child, registered in ``home``, living in the other county now."""

    home: County
    number: str
    members: list[Member]


def families(count: int, home: County, today: date) -> list[Family]:
    """So many, each with a name of its own."""
    issuer = Issuer(today, 0, 1)
    return [_family(issuer, home, index) for index in range(count)]


def _family(issuer: Issuer, home: County, index: int) -> Family:
    name = _FAMILY_NAMES[index % len(_FAMILY_NAMES)]
    members = []
    for given, age, sex, relation in (("秀英", _MOTHERS_AGE, WOMAN, "户主"), ("小宝", _CHILDS_AGE, MAN, "子")):
        number, _ = issuer.issue(home.code, age + index, sex)
        members.append(Member(name + given, number, number[6:14], "女" if sex == WOMAN else "男", relation))
    return Family(home, f"{home.code}{index:04d}", members)


def people_file(known: list[Family], county: County) -> bytes:
    """The file that ``county`` imports: its own families living at home still, the others' living here."""
    out = io.StringIO()
    rows = csv.DictWriter(out, CHINESE, restval="")
    rows.writeheader()
    for family in known:
        for member in family.members:
            cells = {"姓名": member.name, "公民身份号码": member.number, "性别": member.sex, "出生日期": member.born}
            cells |= {"民族": "汉族", "户号": family.number, "与户主关系": member.relation}
            cells |= {"户籍地区划代码": family.home.village, "现居住地区划代码": county.village}
            rows.writerow(cells)
    return out.getvalue().encode("utf-8-sig")
