"""A workbook's table of texts, kept as one block of bytes: a million people have millions of different texts."""

from array import array
from typing import IO

from services.registry.imports.reading.refusals import unsafe
from services.registry.imports.reading.xml_parts import feed, local_name, new_parser

_MOST_BYTES = 256 << 20


class SharedStrings:
    """Texts by their index; 4 bytes of overhead each, where a list of ``str`` takes about 60."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("I", [0])

    def add(self, text: str) -> None:
        """Append a text. Raises FileRefused when all together are too large to hold."""
        self._text += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        if len(self._text) > _MOST_BYTES:
            raise unsafe(
                "too_much_text",
                "工作簿中的文字过多，无法一次读入。请分成几个文件上传，或另存为 CSV。",
                "The workbook holds too much text to be read at once. Split it, or save it as CSV.",
            )

    def __getitem__(self, index: int) -> str:
        start, end = self._ends[index], self._ends[index + 1]
        return self._text[start:end].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends) - 1


def read_shared_strings(stream: IO[bytes] | None) -> SharedStrings:
    """Read the part ``xl/sharedStrings.xml``; no part, no texts. Phonetic readings (``rPh``) are left out."""
    strings = SharedStrings()
    if stream is None:
        return strings
    parts: list[str] = []
    collecting = phonetic = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal collecting, phonetic
        name = local_name(tag)
        if name == "si":
            parts.clear()
        elif name == "rPh":
            phonetic = True
        collecting = name == "t" and not phonetic

    def end(tag: str) -> None:
        nonlocal collecting, phonetic
        collecting = False
        name = local_name(tag)
        if name == "si":
            strings.add("".join(parts))
        elif name == "rPh":
            phonetic = False

    def characters(text: str) -> None:
        if collecting:
            parts.append(text)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    with stream:
        for _ in feed(parser, stream):
            pass
    return strings
