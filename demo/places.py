"""Names for invented towns, villages and far-away provinces."""

_TOWN_FIRST = "青白金银紫玉龙凤云石松柳桃梅竹兰清双太永新长安福德仁义和平高"
_TOWN_SECOND = "山河湖溪泉桥岭湾塘坪冲店埠集口滩洲潭岗坡"
TOWN_NAMES = [f"{first}{second}镇" for first in _TOWN_FIRST for second in _TOWN_SECOND]

_VILLAGE_FIRST = "东西南北上下前后大小新老中红光胜利丰合团"
_VILLAGE_SECOND = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗庄塘桥湾坝圩冲岗"
VILLAGE_NAMES = [f"{first}{second}村" for first in _VILLAGE_FIRST for second in _VILLAGE_SECOND]

# First two digits of the divisions (GB/T 2260) that migrants come from and go to.  Followed by 9999 they
# name no county that exists, so a citizen number made with them belongs to nobody.
_PROVINCES = (
    "11",
    "31",
    "32",
    "33",
    "35",
    "36",
    "37",
    "41",
    "42",
    "43",
    "44",
    "45",
    "50",
    "51",
    "52",
    "53",
    "61",
    "65",
)
FAR_PREFIXES = tuple(f"{province}9999" for province in _PROVINCES)

# Where people of an inland county go to work: mostly the coast.
DESTINATIONS = ("319999000000", "329999000000", "329999000000", "339999000000", "339999000000", "449999000000")
