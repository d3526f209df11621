"""What is said of a rejected row: codes with their texts, each saying how to mend the cell."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One fault of one cell. ``column`` is the English name; ``hint`` fills the text's gap, if it has one."""

    column: str
    code: str
    hint: str = ""


_TEXTS: dict[str, tuple[str, str]] = {
    "required": ("必填项为空。{}请补充后重新上传。", "Required, but empty. Fill it in."),
    "bad_number": (
        "公民身份号码应为 18 位（前 17 位数字，末位数字或 X），且地区和日期有效。请对照证件核对。",
        "A citizen number has 18 characters with a valid place and date. Check it against the document.",
    ),
    "bad_check_character": (
        "公民身份号码校验位不符，有一位填错。请对照证件逐位核对。",
        "The check character does not fit: some digit is wrong. Check it against the document.",
    ),
    "number_damaged": (
        "数字已被 Excel 改动（科学计数法或尾数变零），无法复原。请将该列设为“文本”格式后重新填写。",
        "The spreadsheet has damaged this number. Format the column as text and enter it again.",
    ),
    "unknown_division": (
        "区划代码不存在。应为 12 位，本县代码须在区划表中；请在系统的区划列表中查找。",
        "No such division. Use the 12-digit code from the list of divisions.",
    ),
    "split_division": (
        "区划代码已停用，该区划已拆分，现为 {}。请按本人户籍或居住所在改填其中一个代码。",
        "This division was split into {}. Enter the code of the part that the person belongs to.",
    ),
    "outside_your_division": (
        "{}不在您负责的区划内。请核对区划代码，或交由所在地或上级办理。",
        "Outside the division that you work for. Check the code, or leave it to the office in charge.",
    ),
    "birth_in_future": ("出生日期晚于今天。请核对年份。", "The birth date is in the future. Check the year."),
    "bad_date": (
        "日期无效。请填写真实存在的日期，格式如 19800131。",
        "Not a date. Use the form 19800131.",
    ),
    "sex_contradicts_number": (
        "性别与公民身份号码第 17 位（奇数男、偶数女）不符。请核对两者。",
        "Contradicts the citizen number, whose 17th digit is odd for men. Check both.",
    ),
    "birth_contradicts_number": (
        "出生日期与公民身份号码中的日期不符。请核对两者。",
        "Contradicts the date in the citizen number. Check both.",
    ),
    "birth_after_event": (
        "出生日期晚于此人在册的死亡、结婚、离婚、收养或子女出生日期({})。请核对；在册有误的，先更正该登记。",
        "Born after an event that is registered of this person ({}). Check both; correct what is wrong first.",
    ),
    "unknown_code": ("不在代码表中。可填代码或文字，如：{}。", "Not in the code table. Use a code or a word of it."),
    "duplicate_in_file": (
        "与文件第 {} 行是同一人（同一证件号码，或无号码而姓名、性别、出生日期、住户相同）。请只保留一行。",
        "The same person as in row {}. Keep one row.",
    ),
    "formula_cell": (
        "单元格是公式、错误值或以 = + - @ 开头，不予执行。请改填文字或数字本身。",
        "A formula, an error value, or text beginning with = + - @. Enter the plain value.",
    ),
    "bad_household": ("{}", "The household number and the relation to its head do not fit. {}"),
    "too_long": ("内容超过 {} 个字。请缩短。", "Longer than {} characters. Shorten it."),
    "bad_text": ("含有无法保存的控制字符。请重新输入该单元格。", "Holds control characters. Type the cell again."),
}
CODES = frozenset(_TEXTS) - {"split_division"}

NO_HOUSEHOLD = "填了与户主关系，但没有户号。请补充户号。"
SECOND_HEAD = "同一户在文件第 {} 行已有户主。一户只能有一名户主，请核对关系或户号。"
OTHER_HEAD = "该户在册的户主是另一人。请在同一文件中改正原户主的关系，或先办理户主变更。"
OTHER_PLACE = "此人在册于其他区划，该人"


def message(fault: Fault, language: str = "zh") -> str:
    """The text for a fault, in ``zh`` or ``en``."""
    zh, en = _TEXTS[_text_of(fault)]
    if language == "en":
        # Hints in words are Chinese; the English text stands without them. Row numbers, limits and codes it takes.
        return en.format(fault.hint if fault.hint.replace("/", "").isdigit() else "").strip()
    return zh.format(fault.hint)


def _text_of(fault: Fault) -> str:
    # A code whose division was split is as unknown as one that never was, but can be mended at once.
    return "split_division" if fault.code == "unknown_division" and fault.hint else fault.code
