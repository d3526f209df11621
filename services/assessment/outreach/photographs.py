"""What a photograph says of where and by which telephone it was taken is cut off, without touching the picture. Pure.

JPEG (ITU-T T.81): of the marker segments those stay that the picture needs, and of Exif its orientation alone. PNG
(ISO/IEC 15948): the chunks that the picture needs. What follows the end of the picture goes too: telephones hide a
second picture or a film there, with places of their own. Of the photographs in a document the Exif is blanked.
"""

import re
import struct
import zlib

_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_START_OF_SCAN, _END = 0xDA, 0xD9


class BrokenFile(ValueError):
    """The file ends before its picture does, or is none of its kind."""


def media_type_of(content: bytes) -> str | None:
    """By the first bytes, whatever the file is called."""
    for begins, media_type in ((b"\xff\xd8\xff", "image/jpeg"), (_PNG, "image/png"), (b"%PDF-", "application/pdf")):
        if content.startswith(begins):
            return media_type
    return None


def without_place(content: bytes, media_type: str) -> bytes:
    """What may be kept of the file. Raises BrokenFile."""
    try:
        if media_type == "image/jpeg":
            return _jpeg(content)
        return _png(content) if media_type == "image/png" else _pdf(content)
    except (IndexError, struct.error):
        raise BrokenFile("the file ends too early") from None


def _jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while True:
        if content[at] != 0xFF:
            raise BrokenFile("no marker where one has to stand")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            return b"".join([*kept, b"\xff\xd9"])
        if marker in _STANDALONE:
            kept.append(content[at : at + 2])
            at += 2
            continue
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise BrokenFile("a segment reaches beyond the end")
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
            kept.append(content[at:end])
        else:
            kept.append(_segment(marker, content[at:end]))
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise BrokenFile("the picture has no end")
        following = content[at + 1]
        if following not in (0x00, 0xFF) and not 0xD0 <= following <= 0xD7:
            return at
        at += 1 if following == 0xFF else 2


def _segment(marker: int, segment: bytes) -> bytes:
    body = segment[4:]
    if marker == 0xE1 and body.startswith(_EXIF):
        return _orientation_alone(body[len(_EXIF) :])
    wanted = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
    is_application = 0xE0 <= marker <= 0xEF
    if marker == 0xFE or (is_application and not body.startswith(wanted.get(marker, b"\0nothing"))):
        return b""
    return segment


def _orientation_alone(tiff: bytes) -> bytes:
    """A segment that says which side is up, and nothing else; none where the old one says it not, or not readably."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return b""
    (first,) = struct.unpack(order + "I", tiff[4:8])
    entries = tiff[first : first + 2]
    count = struct.unpack(order + "H", entries)[0] if len(entries) == 2 else 0
    for number in range(count):
        entry = tiff[first + 2 + 12 * number : first + 14 + 12 * number]
        if len(entry) == 12 and struct.unpack(order + "H", entry[:2])[0] == _ORIENTATION:
            (value,) = struct.unpack(order + "H", entry[8:10])
            if 1 <= value <= 8:
                fresh = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
                return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(fresh)) + _EXIF + fresh
    return b""


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while True:
        (length,) = struct.unpack(">I", content[at : at + 4])
        name, end = content[at + 4 : at + 8], at + 12 + length
        if (
            end > len(content)
            or zlib.crc32(content[at + 4 : end - 4]) != struct.unpack(">I", content[end - 4 : end])[0]
        ):
            raise BrokenFile("a chunk is broken")
        if name in _KEPT_CHUNKS:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-1024:]:
        raise BrokenFile("the document has no end")
    blanked = bytearray(content)
    for found in re.finditer(rb"\xff\xe1(..)Exif\0\0", content, re.DOTALL):
        (length,) = struct.unpack(">H", found[1])
        end = min(found.start() + 2 + length, len(content))
        blanked[found.end() : end] = bytes(max(end - found.end(), 0))
    return bytes(blanked)
