"""The slips of departments' extracts: what a clerk or an old system makes of a name, a number, a date."""

import random

from demo.words import SEX_WORDS

Cells = dict[str, str]

# Variant forms and homophones that offices really mix up.
_VARIANTS = {
    "国": "國",
    "华": "華",
    "东": "東",
    "张": "張",
    "刘": "劉",
    "陈": "陳",
    "杨": "楊",
    "赵": "趙",
    "强": "強",
    "丽": "麗",
}
_HOMOPHONES = {
    "小": "晓",
    "晓": "小",
    "芳": "方",
    "伟": "卫",
    "玉": "育",
    "文": "雯",
    "英": "瑛",
    "丽": "莉",
    "平": "萍",
    "红": "虹",
}

NUMBER_LEFT_OUT, NUMBER_OLD, NAME_SLIP, DATE_SLIP, SWAPPED, LEFT_OUT = 0.06, 0.015, 0.04, 0.06, 0.008, 0.04


class Noise:
    """Slips by chance; the same random source makes the same ones."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def name(self, name: str) -> str:
        """Sometimes a variant character, a homophone, or a space between two characters."""
        chance = self._rng.random()
        if chance > NAME_SLIP or not name:
            return name
        table = _VARIANTS if chance < NAME_SLIP / 3 else _HOMOPHONES
        slipped = "".join(table.get(character, character) for character in name)
        return slipped if slipped != name or len(name) != 2 else f"{name[0]} {name[1]}"

    def number(self, number: str) -> str:
        """Sometimes left out, sometimes the fifteen digits of before 1999."""
        chance = self._rng.random()
        if chance < NUMBER_LEFT_OUT:
            return ""
        if chance < NUMBER_LEFT_OUT + NUMBER_OLD and number[6:8] == "19":
            return number[:6] + number[8:17]
        return number

    def born(self, born: str, number: str) -> str:
        """Where no number holds it fast: sometimes day and month exchanged, or one digit wrong."""
        if number or self._rng.random() > DATE_SLIP:
            return born.replace("-", "")
        year, month, day = born.split("-")
        if day <= "12" and day != month:
            return f"{year}{day}{month}"
        return f"{year}{month}{(int(day) % 28) + 1:02d}"

    def sometimes(self, value: str, share: float = LEFT_OUT) -> str:
        """The value, or nothing."""
        return "" if self._rng.random() < share else value

    def swapped(self, cells: Cells, one: str, other: str) -> None:
        """Sometimes two names stand in each other's column."""
        if cells.get(one) and cells.get(other) and self._rng.random() < SWAPPED:
            cells[one], cells[other] = cells[other], cells[one]

    @staticmethod
    def sex(code: str) -> str:
        """As a word."""
        return SEX_WORDS.get(code, "")
