"""Which encoding a .csv file is in: decided by decoding all of it strictly, never by guessing from a part."""

import codecs
from pathlib import Path

from services.registry.imports.reading.refusals import unreadable

_CHUNK = 1 << 20
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_encoding(path: Path) -> str:
    """``utf-8-sig`` or ``gb18030`` (which includes GBK and GB 2312). Raises FileRefused for anything else."""
    with path.open("rb") as file:
        if file.read(2) in _UTF_16:
            raise _neither()
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    raise _neither()


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                if b"\0" in chunk:
                    raise _neither()
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _neither() -> Exception:
    return unreadable(
        "encoding",
        "文件既不是 UTF-8 也不是 GB18030(GBK)编码的文本。"
        "请在 Excel 中“另存为”→“CSV UTF-8（逗号分隔）”或 .xlsx 后重新上传。",
        "The file is text in neither UTF-8 nor GB18030. Save it as 'CSV UTF-8' or .xlsx and upload it again.",
    )
