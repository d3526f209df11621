"""What is said of a row that was not taken, and of an extract that looks odd as a whole."""

from services.registry.imports import verdicts as cells
from services.registry.imports.verdicts import Fault
from services.registry.reconciliation.record_kinds.kinds import Kind

_TEXTS: dict[str, tuple[str, str]] = {
    "wrong_month": (
        "日期属于 {}，不在本次对账月份及补报范围内。请核对是否误传了其他月份的文件。",
        "The date lies in {}, outside this meeting's month and the months that may still be reported. Wrong file?",
    ),
    "in_future": ("日期晚于今天。请核对年份。", "The date is in the future. Check the year."),
    "shifted_column": (
        "整行错位：单元格似乎整体{}移了一列，移回后各列均有效。请对齐后重新上传。",
        "The whole row seems to be shifted by one column ({}). Align it and upload again.",
    ),
    "cut_off": (
        "文件在这一行中断，后面的内容没有传到。请重新导出完整文件再上传。",
        "The file breaks off in this row. Export it again and upload the whole file.",
    ),
    "duplicate_row": ("与第 {} 行完全相同。请只保留一行。", "The same as row {}. Keep one."),
    "bad_json": ("这一行不是有效的 JSON 对象。", "This line is no JSON object."),
    "unknown_field": ("含有规定以外的字段：{}。未予保存。", "Holds fields beyond the schema: {}. Nothing was kept."),
    "nobody_named": (
        "没有姓名也没有母亲信息，无法对应到人。请补充。",
        "Neither a name nor a mother is given: nobody can be found by it.",
    ),
}
CODES = frozenset(_TEXTS) | {
    *("required", "bad_number", "bad_check_character", "number_damaged", "unknown_division", "bad_date"),
    *("sex_contradicts_number", "birth_contradicts_number", "unknown_code", "formula_cell", "too_long", "bad_text"),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "many_rejected": (
        "退回的行超过两成，请核对导出格式",
        "More than a fifth of the rows was rejected: check the export",
    ),
    "fewer_than_before": (
        "行数不到上次的一半，文件可能不完整",
        "Less than half as many rows as last time: the file may be incomplete",
    ),
    "other_month": ("多数行不属于本月，可能传错了月份", "Most rows belong to another month: wrong file?"),
    "same_as_earlier": ("与以前月份提交的文件完全相同", "The very file that was handed in for an earlier month"),
    "shifted": ("有整体错位的行", "Some rows are shifted by one column"),
    "cut_off": ("文件中断，可能只收到一半", "The file breaks off: perhaps only half arrived"),
}


def message(kind: Kind, fault: Fault, language: str) -> str:
    """The text of a fault in ``zh`` or ``en``."""
    if fault.code not in _TEXTS:
        return cells.message(fault, language)
    zh, en = _TEXTS[fault.code]
    return (en if language == "en" else zh).format(fault.hint)


def warning(code: str, language: str) -> str:
    """The text of a warning in ``zh`` or ``en``."""
    zh, en = WARNINGS[code]
    return en if language == "en" else zh
