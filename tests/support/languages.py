"""Whether something is said in Chinese and in English, each by itself."""

import re

from chassis.fault_words import in_language

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def said_in_both(message: str) -> bool:
    """Whether a fault's message tells a Chinese reader Chinese, and an English reader English alone."""
    zh, en = (in_language("", message, language) for language in ("zh", "en"))
    return bool(_CHINESE.search(zh)) and not _CHINESE.search(en) and zh != en
