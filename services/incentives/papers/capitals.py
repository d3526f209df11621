"""Amounts in the capital figures that papers about money use (正确填写票据和结算凭证的基本规定). Pure."""

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")


def in_capitals(fen: int) -> str:
    """3852000 → ``叁万捌仟伍佰贰拾元整``. ``fen`` is not below nothing."""
    yuan, rest = divmod(fen, 100)
    text = f"{_whole(yuan)}元" if yuan else ""
    if rest == 0:
        return f"{text or '零元'}整"
    jiao, odd = divmod(rest, 10)
    if jiao:
        text += f"{_FIGURES[jiao]}角"
    elif text:
        text += "零"
    return text + (f"{_FIGURES[odd]}分" if odd else "整")


def _whole(yuan: int) -> str:
    """Groups of four figures, the highest first; a gap anywhere is one 零."""
    groups: list[int] = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text, gap = "", False
    for at in reversed(range(len(groups))):
        group = groups[at]
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text, gap = text + _group(group) + _GROUPS[at], False
    return text


def _group(group: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        figure = group // 10**place % 10
        if not figure:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _FIGURES[figure] + _PLACES[place]
        gap = False
    return text
