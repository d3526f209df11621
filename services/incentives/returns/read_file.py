"""Read a file from the bank, whichever of the known formats it is in; told by its content, never by its name."""

from services.incentives.returns.errors import ReturnUnreadable
from services.incentives.returns.read_pain002 import read_pain002
from services.incentives.returns.read_sheet import read_csv, read_xlsx
from services.incentives.returns.told import ToldFile


def read_file(content: bytes) -> ToldFile:
    """What it tells. Raises ReturnUnreadable."""
    if content.startswith(b"PK"):
        return read_xlsx(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_pain002(content)
    if not content.strip():
        raise ReturnUnreadable("文件是空的。", "The file is empty.")
    return read_csv(content)
