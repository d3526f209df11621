"""People by the hundred thousand, a tenth of them twice, with the slips that clerks make; and the truth about them.

All invented: the county does not exist. The same seed gives the same people.
"""

import random
from datetime import date, timedelta
from itertools import combinations

import pyarrow as pa

COLUMNS = ("id", "name", "born", "sex", "household", "mother", "place", "registered", "document")

_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华玉萍红建国文斌宇浩凯欣怡子轩梓涵雨晨佳琪俊思雅婷雪梅春生"
    "志永福海波东林峰飞鹏辉鑫晓小倩颖璐慧莹洁琳瑶丹凤珍贞莉云莲真环荣爱妹香月莺媛瑞凡君琴薇菁梦岚苑婕馨瑗琰韵融园"
    "艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝鸿才良安昌成康星光天达岩中茂进有坚和彪博诚先敬震振壮会思"
)
_SOUND_ALIKE = {"小": "晓", "晓": "小", "明": "名", "芳": "方", "伟": "卫", "华": "花", "玉": "育", "文": "雯",
                "英": "瑛", "丽": "莉", "霞": "侠", "平": "萍", "萍": "平", "国": "囯", "红": "虹"}  # fmt: skip
_SHARE_TWICE = 0.1

Row = list[str | None]


def _born(chance: random.Random) -> str:
    return f"{date(1940, 1, 1) + timedelta(days=int(chance.random() ** 0.8 * 31000)):%Y%m%d}"


def _name(chance: random.Random) -> str:
    family = _FAMILY[min(int(chance.expovariate(1 / 14)), len(_FAMILY) - 1)]
    return family + "".join(chance.choices(_GIVEN, k=1 if chance.random() < 0.12 else 2))


def _place(chance: random.Random) -> str:
    return f"341599{chance.randrange(1, 14):03}{chance.randrange(1, 17):03}"


def _one(chance: random.Random, number: int) -> Row:
    home = _place(chance)
    registered = home if chance.random() < 0.8 else _place(chance)
    household = f"h{number // 3}" if chance.random() < 0.9 else None
    mother = f"m{number // 2}" if chance.random() < 0.15 else None
    document = f"d{number}" if chance.random() < 0.05 else None
    return [
        f"p{number}",
        _name(chance),
        _born(chance),
        chance.choice("12"),
        household,
        mother,
        home,
        registered,
        document,
    ]


def _slip_of_date(chance: random.Random, born: str) -> str:
    kind = chance.random()
    if kind < 0.3 and born[6:8] <= "12":
        return born[:4] + born[6:8] + born[4:6]
    place = chance.randrange(2, 8)
    if kind < 0.6:
        return born[:place] + chance.choice("0123456789") + born[place + 1 :]
    return born[: place - 1] + born[place] + born[place - 1] + born[place + 1 :]


def _again(chance: random.Random, row: Row, number: int) -> Row:
    again = list(row)
    again[0] = f"p{number}"
    name, born = str(row[1]), str(row[2])
    if chance.random() < 0.25:
        again[1] = "".join(_SOUND_ALIKE.get(c, c) for c in name)
    elif chance.random() < 0.06:
        again[1] = name[:-1] + chance.choice(_GIVEN)
    if chance.random() < 0.2:
        again[2] = _slip_of_date(chance, born)
    if chance.random() < 0.01:
        again[3] = "1" if row[3] == "2" else "2"
    for column, share in ((4, 0.5), (5, 0.2), (8, 0.3)):
        if chance.random() < share:
            again[column] = None if column != 4 or chance.random() < 0.5 else f"h{number + 10_000_000}"
    if chance.random() < 0.3:
        again[6] = _place(chance)
    return again


def invent(people: int, seed: int = 1) -> tuple[pa.Table, set[tuple[str, str]]]:
    """``people`` rows (``COLUMNS``, all text), and the true pairs, each with the smaller id first."""
    chance = random.Random(seed)
    originals = round(people / (1 + _SHARE_TWICE))
    rows = [_one(chance, number) for number in range(originals)]
    entries: dict[int, list[str]] = {}
    for number in range(originals, people):
        source = chance.randrange(originals)
        rows.append(_again(chance, rows[source], number))
        entries.setdefault(source, [f"p{source}"]).append(f"p{number}")
    truth = {pair for same in entries.values() for pair in combinations(sorted(same), 2)}
    chance.shuffle(rows)
    columns = zip(*rows, strict=True)
    return pa.table({name: pa.array(values, pa.string()) for name, values in zip(COLUMNS, columns, strict=True)}), truth


def truth_between(found: set[tuple[str, str]], truth: set[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall."""
    right = len(found & truth)
    return right / max(1, len(found)), right / max(1, len(truth))
