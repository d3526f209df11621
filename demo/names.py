"""Names that sound right for a birth year.  Characters are combined at random; nobody in particular is meant."""

import random
from bisect import bisect_right

from demo.numbers import MAN

# The commonest surnames; the earlier ones are drawn more often.
SURNAMES = [
    *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏",
    *"钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阮",
    "欧阳",
    "上官",
    "诸葛",
]

# First and second characters of given names by the first birth year of a generation.
_GENERATIONS = (1900, 1950, 1967, 1980, 1996, 2010)
_MEN = (
    ("德福文玉永长国世兴学明家廷", "山海福贵财林清祥田生才义昌"),
    ("建国志庆卫永援新跃文明红解", "国军平华民生明林强东成发祥"),
    ("志文永海建晓国春立少宏小俊", "军勇强刚峰斌辉东涛明波伟林"),
    ("伟磊超鹏志俊晓海嘉文建家宏", "伟磊超鹏杰涛飞凯龙亮峰宇斌"),
    ("子浩俊嘉宇文家志天博明思泽", "豪然杰轩涛鑫阳航宇晨博凡辉"),
    ("梓浩沐一宇子奕俊泽亦辰景铭", "轩宸睿辰泽涵阳霖诺然熙航哲"),
)
_WOMEN = (
    ("秀桂玉兰素金凤翠月淑巧菊银", "英兰珍芳莲花香梅云荣珠芝秀"),
    ("桂秀玉爱红淑凤金美春翠素菊", "英兰华芳珍琴梅玲云霞萍香莲"),
    ("丽红小秋海艳春晓玉爱美文冬", "丽红艳霞敏燕萍玲梅芳琴娟英"),
    ("丽静婷晓雪文美佳倩海春莉小", "静婷娟敏倩丽莉雪霞燕娜琳洁"),
    ("雨欣佳雅思梦子嘉诗文晓心婷", "欣怡雯婷颖琪悦慧彤萱瑶涵雪"),
    ("梓若一诗语沐欣雨可依子艺奕", "涵萱汐诺彤瑶妍溪晴悦桐菲恩"),
)
# Characters that old software loses; one name in two thousand has one (GB18030 has them all).
_RARE = "喆堃淼燚犇翀昇玥珺䶮㛃𬱖"
_RARE_SHARE = 0.0005
_ONE_CHARACTER_SHARE = (0.06, 0.12, 0.40, 0.35, 0.15, 0.06)
# Names of some western ethnic groups are written with a middle dot.
_DOTTED_FIRST = {"1": ("艾力", "买买提", "吐尔逊", "阿不都"), "2": ("阿依古丽", "古丽娜尔", "热依汗", "帕提古丽")}
_DOTTED_SECOND = ("艾山", "吐尔地", "卡德尔", "依明")


class NameBook:
    """Draws names for one village, where a few families' surnames dominate."""

    def __init__(self, rng: random.Random) -> None:
        self._random = rng.random
        common = rng.sample(SURNAMES[:60], 4)
        self._local = common[:1] * 6 + common[1:2] * 4 + common[2:3] * 3 + common[3:] * 2

    def surname(self) -> str:
        """A surname of the village, or in two cases of five any of the common ones."""
        draw = self._random
        if draw() < 0.6:
            return self._local[int(draw() * len(self._local))]
        # The square makes the first surnames of the list the more frequent ones.
        return SURNAMES[int(draw() ** 2 * len(SURNAMES))]

    def given(self, birth_year: int, sex: str) -> str:
        """A given name of one or two characters in the taste of the birth year."""
        draw = self._random
        generation = bisect_right(_GENERATIONS, birth_year) - 1
        first, second = (_MEN if sex == MAN else _WOMEN)[generation]
        last = second[int(draw() * 13)] if draw() > _RARE_SHARE else _RARE[int(draw() * len(_RARE))]
        if draw() < _ONE_CHARACTER_SHARE[generation]:
            return last
        start = first[int(draw() * 13)]
        return start + last

    def dotted(self, sex: str) -> str:
        """A name such as 古丽娜尔·艾山."""
        draw = self._random
        return f"{_DOTTED_FIRST[sex][int(draw() * 4)]}·{_DOTTED_SECOND[int(draw() * 4)]}"


def surname_of(name: str) -> str:
    """The surname of a name made here: one character, or two for the compound surnames."""
    return name[:2] if name[:2] in SURNAMES else name[:1]
